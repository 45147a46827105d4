package io.reelway.api.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;

/**
 * Answers equal requests that come at the same time with one read. A request that comes during a
 * read shares the next one: an answer is never older than its request, so no client sees a job go
 * back, in any process. Thread-safe, never blocks.
 *
 * @param <K> the key of a request
 * @param <V> the answer
 */
final class RequestCoalescer<K, V> {
  private final Function<K, Mono<V>> read;
  private final Map<K, Reads<V>> asked = new HashMap<>();

  RequestCoalescer(Function<K, Mono<V>> read) {
    this.read = read;
  }

  /** The result of a read that begins now or later, be it a value, empty or a failure. */
  Mono<V> ask(K key) {
    return Mono.defer(() -> join(key));
  }

  private Mono<V> join(K key) {
    Reads<V> reads;
    synchronized (asked) {
      reads = asked.get(key);
      if (reads != null) {
        return reads.next().asMono();
      }
      reads = new Reads<>(Sinks.one());
      asked.put(key, reads);
    }
    Mono<V> answer = reads.present.asMono();
    begin(key, reads);
    return answer;
  }

  private void begin(K key, Reads<V> reads) {
    Mono.defer(() -> read.apply(key)).materialize().subscribe(signal -> end(key, reads, signal));
  }

  private void end(K key, Reads<V> reads, Signal<V> signal) {
    Sinks.One<V> present = reads.present;
    Sinks.One<V> next;
    synchronized (asked) {
      next = reads.next;
      if (next == null) {
        asked.remove(key);
      } else {
        reads.present = next;
        reads.next = null;
      }
    }
    answer(present, signal);
    if (next != null) {
      begin(key, reads);
    }
  }

  private static <V> void answer(Sinks.One<V> sink, Signal<V> signal) {
    Throwable failure = signal.getThrowable();
    if (failure != null) {
      sink.emitError(failure, Sinks.EmitFailureHandler.FAIL_FAST);
    } else {
      sink.emitValue(signal.get(), Sinks.EmitFailureHandler.FAIL_FAST);
    }
  }

  /** The read under way, and the next one when a request waits for it. */
  private static final class Reads<V> {
    private Sinks.One<V> present;
    private Sinks.@Nullable One<V> next;

    private Reads(Sinks.One<V> present) {
      this.present = present;
    }

    private Sinks.One<V> next() {
      Sinks.One<V> joined = next == null ? Sinks.one() : next;
      next = joined;
      return joined;
    }
  }
}
