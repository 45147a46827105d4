package io.reelway.api.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;

/**
 * Answers equal questions that come at the same time with one look. A question that comes while a
 * look is under way shares the next one: an answer is never older than its question, so no client
 * sees a job go back, in any process. Thread-safe, never blocks.
 *
 * @param <K> what is asked for
 * @param <V> the answer
 */
final class Coalescing<K, V> {
  private final Function<K, Mono<V>> look;
  private final Map<K, Turns<V>> asked = new HashMap<>();

  Coalescing(Function<K, Mono<V>> look) {
    this.look = look;
  }

  /** The answer of a look that begins now or later; its failure or emptiness too. */
  Mono<V> ask(K key) {
    return Mono.defer(() -> join(key));
  }

  private Mono<V> join(K key) {
    Turns<V> turns;
    synchronized (asked) {
      turns = asked.get(key);
      if (turns != null) {
        return turns.next().asMono();
      }
      turns = new Turns<>(Sinks.one());
      asked.put(key, turns);
    }
    Mono<V> answer = turns.present.asMono();
    begin(key, turns);
    return answer;
  }

  private void begin(K key, Turns<V> turns) {
    Mono.defer(() -> look.apply(key)).materialize().subscribe(signal -> end(key, turns, signal));
  }

  private void end(K key, Turns<V> turns, Signal<V> signal) {
    Sinks.One<V> present = turns.present;
    Sinks.One<V> next;
    synchronized (asked) {
      next = turns.next;
      if (next == null) {
        asked.remove(key);
      } else {
        turns.present = next;
        turns.next = null;
      }
    }
    answer(present, signal);
    if (next != null) {
      begin(key, turns);
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

  /** The look under way, and the one after it when somebody waits for that. */
  private static final class Turns<V> {
    private Sinks.One<V> present;
    private Sinks.@Nullable One<V> next;

    private Turns(Sinks.One<V> present) {
      this.present = present;
    }

    private Sinks.One<V> next() {
      Sinks.One<V> joined = next == null ? Sinks.one() : next;
      next = joined;
      return joined;
    }
  }
}
