package io.reelway.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The synchronous route: sends the file and receives the output. If the server answers with a job
 * instead, the job is polled and its output downloaded.
 */
final class Optimize {
  private static final String PATH = "/api/media/optimize";

  private final Transport transport;
  private final Download download;
  private final Duration patience;

  /**
   * @param patience time limit of the whole call
   */
  Optimize(Transport transport, Download download, Duration patience) {
    this.transport = transport;
    this.download = download;
    this.patience = patience;
  }

  Optimized toFile(Source source, SubmitOptions options, Path target) {
    MultipartBody form = MultipartBody.of(source, options);
    try (PartialFile file = PartialFile.beside(target)) {
      Outcome<FileSubscriber.End> outcome =
          send(
              form,
              options.keyOfCall(),
              watch ->
                  new FileSubscriber(
                      file, true, watch, TransferListener.NONE, OptionalLong.empty()));
      if (outcome.accepted().isPresent()) {
        Job job = waitFor(outcome.accepted().get());
        download.toFile(
            Download.Expected.of(job.id(), job.resultOrThrow()), target, TransferListener.NONE);
        return Optimized.of(job);
      }
      Optional<IOException> localFailure = outcome.body().orElseThrow().localFailure();
      if (localFailure.isPresent()) {
        throw localFailure.get();
      }
      file.publish();
      return outcome.facts();
    } catch (IOException e) {
      throw ReelwayException.localFile(e);
    }
  }

  OptimizedStream toStream(Source source, SubmitOptions options) {
    Outcome<InputStream> outcome =
        send(
            MultipartBody.of(source, options),
            options.keyOfCall(),
            watch -> WatchedStream.subscriber(transport.stillness()));
    if (outcome.accepted().isPresent()) {
      Job job = waitFor(outcome.accepted().get());
      return new OptimizedStream(Optimized.of(job), download.open(Paths.download(job.id())));
    }
    return new OptimizedStream(outcome.facts(), outcome.body().orElseThrow());
  }

  private Job waitFor(AcceptedJob accepted) {
    return new Waiting(transport, accepted.id(), patience, JobListener.NONE).run();
  }

  /**
   * All attempts carry one key: if an answer was lost, the next attempt finds the job of the one
   * before.
   */
  private <T> Outcome<T> send(MultipartBody form, String key, Receiver<T> receiver) {
    return transport.retrying(form::repeatable, () -> sendOnce(form, key, receiver));
  }

  private <T> Outcome<T> sendOnce(MultipartBody form, String key, Receiver<T> receiver) {
    Watch watch = new Watch();
    HttpRequest request =
        transport
            .request(transport.uri(PATH))
            .header("Content-Type", form.contentType())
            .header("Idempotency-Key", key)
            .POST(form.publisher(watch))
            .build();
    HttpResponse<Received<T>> response;
    try {
      response =
          transport.exchange(
              request,
              Received.either(info ->
                  info.statusCode() == 200
                      ? Optional.of(receiver.subscriber(watch))
                      : Optional.empty()),
              watch,
              transport.stillness().plus(patience));
    } catch (IOException e) {
      throw form.localFailure()
          .map(ReelwayException::localFile)
          .orElseGet(() -> Transport.broken(e));
    }
    return outcome(response);
  }

  private static <T> Outcome<T> outcome(HttpResponse<Received<T>> response) {
    Answer answer = Received.answer(response);
    if (!answer.isSuccess()) {
      throw answer.failure();
    }
    Optional<T> body = response.body().wanted();
    return new Outcome<>(
        body,
        Optimized.of(response.headers()),
        body.isPresent() ? Optional.empty() : Optional.of(AcceptedJob.of(answer.json(), false)));
  }

  /** Receives the bytes of one attempt. */
  private interface Receiver<T> {
    BodySubscriber<T> subscriber(Watch watch);
  }

  /**
   * The answer of the server: the output, or a job to wait for.
   *
   * @param body the output
   * @param facts the facts in its headers
   * @param accepted the job
   */
  private record Outcome<T>(Optional<T> body, Optimized facts, Optional<AcceptedJob> accepted) {}
}
