package io.reelway.api.optimize;

import io.reelway.job.ArtifactFile;
import io.reelway.job.JobState;
import io.reelway.store.Location;
import io.reelway.store.Store;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Sends outputs through this server. A slow client holds a connection to the bucket for as long as
 * it reads, so only some of these connections are for such clients. A local file needs none.
 * Thread-safe.
 */
final class StreamedOutputs {
  /** The size of a buffer. The server keeps up to 128 of them ready for a slow client. */
  private static final int BUFFER = 16 * 1024;

  private final Store store;
  private final Scheduler blocking;
  private final StreamSlots slots;

  /**
   * @param settings how many outputs are read from a bucket at once
   */
  StreamedOutputs(Store store, Scheduler blocking, OptimizeSettings settings) {
    this.store = store;
    this.blocking = blocking;
    this.slots = new StreamSlots(settings.streams(), settings.share());
  }

  /**
   * Answers with the output of a job. Fails with {@code UNAVAILABLE} when no slot is free, in total
   * or for the owner; then the response is unchanged.
   *
   * @param owner who receives it; empty without keys
   * @param headers adds the headers of the answer
   */
  Mono<Void> send(JobState.Done done, String owner, ServerHttpResponse response, Runnable headers) {
    Mono<Void> answer =
        Mono.defer(() -> {
          headers.run();
          return response.writeWith(content(done.main().file(), response));
        });
    return done.link() == null
        ? answer
        : Mono.using(() -> slots.take(owner), slot -> answer, StreamSlots.Slot::end);
  }

  private Flux<DataBuffer> content(ArtifactFile output, ServerHttpResponse response) {
    return DataBufferUtils.readInputStream(
            () -> store.open(new Location(output.key()), 0), response.bufferFactory(), BUFFER)
        .subscribeOn(blocking);
  }
}
