package io.reelway.api.about;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.api.roles.OnApiRole;
import io.reelway.catalog.Usage;
import io.reelway.catalog.UsageReport;
import io.reelway.job.ErrorCode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * The bytes that the service has saved: by all jobs of all callers, or by the caller's jobs per
 * day.
 */
@OnApiRole
@RestController
final class UsageController {
  private static final int USUAL_DAYS = 30;

  private final UsageReport usage;

  /** Years have four digits. */
  private static final String DAY = "2026-11-29";

  private final Scheduler blocking;
  private final Clock clock;

  UsageController(UsageReport usage, Scheduler blocking, Clock clock) {
    this.usage = usage;
    this.blocking = blocking;
    this.clock = clock;
  }

  /**
   * Without {@code group} the totals of the service. With {@code group=day} the caller's sums for
   * the days from {@code from} to {@code to} in UTC, both included; by default the last 30 days.
   */
  @GetMapping("/api/usage")
  Mono<UsageBody> usage(
      @RequestParam(defaultValue = "") String group,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller) {
    if (group.isEmpty() && from.isEmpty() && to.isEmpty()) {
      return Mono.fromCallable(usage::total)
          .subscribeOn(blocking)
          .map(total -> UsageBody.of(total, null));
    }
    if (!group.isEmpty() && !group.equals("day")) {
      throw invalid("group must be day, or be left out.");
    }
    LocalDate last = day("to", to, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    LocalDate first = day("from", from, last.minusDays(USUAL_DAYS - 1));
    return Mono.fromCallable(() -> usage.days(caller.owner(), first, last))
        .subscribeOn(blocking)
        .map(days -> {
          Usage sum = days.stream().map(UsageReport.Day::usage).reduce(Usage.NONE, Usage::plus);
          return UsageBody.of(
              sum, group.isEmpty() ? null : days.stream().map(DayBody::of).toList());
        });
  }

  private static LocalDate day(String name, String text, LocalDate usual) {
    try {
      if (text.isEmpty() || text.length() == DAY.length()) {
        return text.isEmpty() ? usual : LocalDate.parse(text);
      }
    } catch (DateTimeParseException other) {
      // Said below.
    }
    throw invalid(name + " must be a day in UTC, e.g. " + DAY + ".");
  }

  private static RequestException invalid(String sentence) {
    return new RequestException(ErrorCode.INVALID_INPUT, sentence);
  }

  /**
   * Sums over the jobs that are done; sizes in bytes.
   *
   * @param days sums of each day; {@code null} unless requested
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UsageBody(
      long totalJobs,
      long totalInputBytes,
      long totalOutputBytes,
      long totalSavedBytes,
      @Nullable List<DayBody> days) {
    static UsageBody of(Usage sum, @Nullable List<DayBody> days) {
      return new UsageBody(sum.jobs(), sum.inputBytes(), sum.outputBytes(), sum.savedBytes(), days);
    }
  }

  /** Sums of one day; sizes in bytes. */
  record DayBody(String day, long jobs, long inputBytes, long outputBytes, long savedBytes) {
    static DayBody of(UsageReport.Day day) {
      Usage sum = day.usage();
      return new DayBody(
          day.day().toString(), sum.jobs(), sum.inputBytes(), sum.outputBytes(), sum.savedBytes());
    }
  }
}
