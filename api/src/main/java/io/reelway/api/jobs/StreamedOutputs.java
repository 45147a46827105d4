package io.reelway.api.jobs;

import io.reelway.api.problem.RequestException;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobState;
import io.reelway.job.Output;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.util.concurrent.Semaphore;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Outputs that clients take through this server. A client that reads slowly holds a connection to
 * the bucket for as long as it reads, so only some of these connections are for such clients. A
 * local file takes none. Thread-safe.
 */
public final class StreamedOutputs {
  /** The server keeps up to 128 of them ready for a client that reads slowly. */
  private static final int BUFFER = 16 * 1024;

  private static final String FULL =
      "The file is ready, but the server sends as many files as it can at once. Download it from the"
          + " job that Location names, or send the request with ?redirect=true.";

  private final Store store;
  private final Scheduler blocking;
  private final Semaphore slots;

  /**
   * @param slots outputs that are read from a bucket at once
   */
  public StreamedOutputs(Store store, Scheduler blocking, int slots) {
    this.store = store;
    this.blocking = blocking;
    this.slots = new Semaphore(slots);
  }

  /**
   * Answers with the output of a job. Ends with {@code UNAVAILABLE} when as many are sent as there
   * are slots; then the response is as it was.
   *
   * @param headers adds the headers of the answer
   */
  Mono<Void> send(JobState.Done done, ServerHttpResponse response, Runnable headers) {
    Mono<Void> answer =
        Mono.defer(() -> {
          headers.run();
          return response.writeWith(content(done.output(), response));
        });
    return done.link() == null
        ? answer
        : Mono.using(this::takeSlot, slot -> answer, Semaphore::release);
  }

  private Semaphore takeSlot() {
    if (!slots.tryAcquire()) {
      throw new RequestException(ErrorCode.UNAVAILABLE, FULL);
    }
    return slots;
  }

  private Flux<DataBuffer> content(Output output, ServerHttpResponse response) {
    return DataBufferUtils.readInputStream(
            () -> store.open(new Location(output.key()), 0), response.bufferFactory(), BUFFER)
        .subscribeOn(blocking);
  }
}
