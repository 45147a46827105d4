package io.reelway.api.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.reelway.api.engine.EngineUnavailableException;
import io.reelway.api.follow.JobEnd;
import io.reelway.api.jobs.Cancellations;
import io.reelway.api.jobs.DownloadLinks;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.api.submit.SubmissionScheduler;
import io.reelway.api.submit.Submitted;
import io.reelway.catalog.Jobs;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobSnapshot;
import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The wait for an accepted job fails. */
class FailedWaitTest {
  private final AcceptedJob job = Jobs.job("", Jobs.NOON);
  private final MockServerWebExchange exchange =
      MockServerWebExchange.from(MockServerHttpRequest.post("/api/media/optimize"));

  @ParameterizedTest
  @MethodSource("outages")
  void answersLikeASubmit(Exception outage) {
    optimize(outage);

    assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.ACCEPTED);
    assertThat(exchange.getResponse().getHeaders().getLocation())
        .isEqualTo(URI.create("/api/media/jobs/" + job.id()));
    assertThat(exchange.getResponse().getBodyAsString().block()).contains(job.id());
  }

  @Test
  void aJobThatWasDeletedIsNotFound() {
    assertThatExceptionOfType(RequestException.class)
        .isThrownBy(() -> optimize(new RequestException(ErrorCode.NOT_FOUND, "It is gone.")))
        .satisfies(gone -> assertThat(gone.code()).isEqualTo(ErrorCode.NOT_FOUND));
  }

  static Stream<Exception> outages() {
    return Stream.of(
        new IOException("The database fails over"),
        mock(EngineUnavailableException.class),
        new RequestException(ErrorCode.UNAVAILABLE, "It is away."));
  }

  private void optimize(Exception failure) {
    SubmissionScheduler scheduler = mock(SubmissionScheduler.class);
    when(scheduler.submit(any(), any(), any(), any()))
        .thenReturn(Mono.just(new Submitted(JobSnapshot.accepted(job), false)));
    JobEnd ends = mock(JobEnd.class);
    when(ends.of(any(), any(), any())).thenReturn(Mono.error(failure));
    OptimizeController controller =
        new OptimizeController(
            scheduler,
            new JobAwaiter(
                ends,
                mock(Cancellations.class),
                Schedulers.immediate(),
                mock(OptimizeSettings.class)),
            mock(Totals.class),
            mock(DownloadLinks.class),
            mock(StreamedOutputs.class),
            new JsonMapper());
    controller
        .optimize(Flux.empty(), mock(Caller.class), exchange.getRequest().getHeaders(), exchange)
        .block();
  }
}
