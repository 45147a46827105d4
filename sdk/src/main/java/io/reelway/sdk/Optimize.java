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
    String key = options.keyOfCall();
    try (PartialFile file = PartialFile.beside(target)) {
      Outcome<FileSubscriber.End> outcome =
          transport.retrying(form::repeatable, () -> sendOnce(form, key, file));
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
      checkSize(file, outcome.facts());
      file.publish();
      return outcome.facts();
    } catch (IOException e) {
      throw ReelwayException.localFile(e);
    }
  }

  /** Compares the file with the size in the headers, if the server states one. */
  private static void checkSize(PartialFile file, Optimized facts) {
    if (facts.outputBytes() > 0 && facts.outputBytes() != file.size()) {
      throw ReelwayException.client(
          "checksum-mismatch", "The output differed from the size that the server states.", null);
    }
  }

  OptimizedStream toStream(Source source, SubmitOptions options) {
    MultipartBody form = MultipartBody.of(source, options);
    String key = options.keyOfCall();
    Outcome<InputStream> outcome =
        transport.retrying(
            form::repeatable,
            () ->
                sendOnce(form, key, WatchedStream.subscriber(transport.stillness()), new Watch()));
    if (outcome.accepted().isPresent()) {
      Job job = waitFor(outcome.accepted().get());
      return new OptimizedStream(Optimized.of(job), download.open(Paths.download(job.id())));
    }
    return new OptimizedStream(outcome.facts(), outcome.body().orElseThrow());
  }

  private Job waitFor(AcceptedJob accepted) {
    return new Waiting(transport, accepted.id(), patience, JobListener.NONE).run();
  }

  /** One attempt that writes into a file; bytes that arrive after its end are ignored. */
  private Outcome<FileSubscriber.End> sendOnce(MultipartBody form, String key, PartialFile file) {
    Watch watch = new Watch();
    FileSubscriber output =
        new FileSubscriber(file, true, watch, TransferListener.NONE, OptionalLong.empty());
    try {
      return sendOnce(form, key, output, watch);
    } finally {
      output.stop();
    }
  }

  /**
   * One attempt. All attempts carry one key: if an answer was lost, the next attempt finds the job
   * of the one before.
   */
  private <T> Outcome<T> sendOnce(
      MultipartBody form, String key, BodySubscriber<T> output, Watch watch) {
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
              Received.either(
                  info -> info.statusCode() == 200 ? Optional.of(output) : Optional.empty()),
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

  /**
   * The answer of the server: the output, or a job to wait for.
   *
   * @param body the output
   * @param facts the facts in its headers
   * @param accepted the job
   */
  private record Outcome<T>(Optional<T> body, Optimized facts, Optional<AcceptedJob> accepted) {}
}
