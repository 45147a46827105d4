package io.reelway.api.follow;

import io.reelway.api.jobs.DownloadLinks;
import io.reelway.api.jobs.JobBody;
import io.reelway.api.jobs.JobView;
import io.reelway.api.roles.OnApiRole;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The answer that shows a job to a client. */
@OnApiRole
@Component
public final class PollAnswer {
  private final DownloadLinks links;
  private final Clock clock;

  PollAnswer(DownloadLinks links, Clock clock) {
    this.links = links;
    this.clock = clock;
  }

  /**
   * Shows the job.
   *
   * @param wait how long the request allowed the answer to wait; empty if it did not
   */
  public Mono<ResponseEntity<JobBody>> of(
      JobView view, Optional<Duration> wait, ServerHttpRequest request) {
    BodyBuilder answer =
        ResponseEntity.ok().cacheControl(CacheControl.noStore()).eTag("W/\"" + view.tag() + "\"");
    if (!view.isFinal()) {
      answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(nextPoll(view)));
    }
    wait.ifPresent(waited -> answer.header(WaitPreference.APPLIED, WaitPreference.applied(waited)));
    return links.of(view.snapshot(), request).map(all -> answer.body(JobBody.of(view, all)));
  }

  /** Seconds until the next poll: the longer a job runs, the less often it is polled. */
  private long nextPoll(JobView view) {
    Duration age = Duration.between(view.snapshot().job().createdAt(), clock.instant());
    return Math.clamp(age.toMinutes(), 1, 5);
  }
}
