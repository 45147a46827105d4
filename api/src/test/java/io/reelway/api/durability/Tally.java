package io.reelway.api.durability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Counts failures and job outcomes, and writes the report. */
final class Tally {
  private final long seed;
  private final Map<Failure, Integer> struck = new EnumMap<>(Failure.class);
  private final List<String> faults = new ArrayList<>();
  private int rounds;
  private int done;
  private int failed;
  private int refused;
  private Duration longest = Duration.ZERO;
  private Duration whole = Duration.ZERO;

  Tally(long seed) {
    this.seed = seed;
  }

  void struck(Failure failure, int times) {
    struck.merge(failure, times, Integer::sum);
  }

  void ended(Order order, List<String> found) {
    if (order.sample().end().equals("done")) {
      done++;
    } else {
      failed++;
    }
    faults.addAll(found);
  }

  void settled(Duration afterRepair) {
    rounds++;
    longest = afterRepair.compareTo(longest) > 0 ? afterRepair : longest;
  }

  void left(List<String> leftovers) {
    faults.addAll(leftovers);
  }

  void refused(int submits) {
    refused = submits;
  }

  void lasted(Duration duration) {
    whole = duration;
  }

  int rounds() {
    return rounds;
  }

  int kills() {
    return struck.entrySet().stream()
        .filter(entry -> entry.getKey().isKill())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** All faults that the inspection found. */
  List<String> faults() {
    return faults;
  }

  /** Fills the placeholders of the report's template. */
  void write(Path report) throws IOException {
    StringBuilder table = new StringBuilder();
    struck.forEach((failure, times) ->
        table.append("| ").append(failure.words()).append(" | ").append(times).append(" |\n"));
    Files.writeString(
        report,
        template()
            .replace("{date}", LocalDate.now(ZoneOffset.UTC).toString())
            .replace("{cores}", Integer.toString(Runtime.getRuntime().availableProcessors()))
            .replace("{minutes}", Long.toString(whole.toMinutes()))
            .replace("{seed}", Long.toString(seed))
            .replace("{rounds}", Integer.toString(rounds))
            .replace("{kills}", Integer.toString(kills()))
            .replace("{jobs}", Integer.toString(done + failed))
            .replace("{done}", Integer.toString(done))
            .replace("{failed}", Integer.toString(failed))
            .replace("{refused}", Integer.toString(refused))
            .replace("{longest}", String.format(Locale.ROOT, "%.1f", longest.toMillis() / 1000.0))
            .replace("{faults}", Integer.toString(faults.size()))
            .replace("{failures}\n", table));
  }

  private static String template() throws IOException {
    try (var text = Tally.class.getResourceAsStream("/durability/reliability.md")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
