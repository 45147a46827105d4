package io.reelway.api.engine;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Limits the time of blocking calls to the engine; without it the SDK retries for a minute. */
final class CallDeadline {
  private static final ScheduledExecutorService DEADLINES =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("engine-deadlines").factory());

  private CallDeadline() {}

  static <T> T within(Duration limit, Supplier<T> call) {
    Context.CancellableContext limited =
        Context.current()
            .withDeadline(Deadline.after(limit.toMillis(), TimeUnit.MILLISECONDS), DEADLINES);
    Context previous = limited.attach();
    try {
      return call.get();
    } finally {
      limited.detach(previous);
      limited.close();
    }
  }
}
