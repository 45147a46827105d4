package io.reelway.cli;

import io.reelway.sdk.Job;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints one line for each file when it has ended, for logs and pipes. */
final class Lines implements Display {
  private final PrintWriter output;
  private final AtomicInteger ended = new AtomicInteger();
  private volatile int expected;

  Lines(PrintWriter output) {
    this.output = output;
  }

  @Override
  public void expect(int files) {
    expected = files;
    ended.set(0);
  }

  @Override
  public Row begin(Input input) {
    return new Line();
  }

  @Override
  public void close() {}

  private final class Line implements Row {
    @Override
    public void uploading(long bytes, OptionalLong total) {}

    @Override
    public void changed(Job job) {}

    @Override
    public void end(Outcome outcome) {
      String news =
          switch (outcome) {
            case Outcome.Done done ->
                String.format(
                    Locale.ROOT,
                    "%s, %s to %s, saved %.1f %%",
                    done.strategy(),
                    Text.size(done.before()),
                    Text.size(done.after()),
                    done.savedPercent());
            case Outcome.Failed failed -> "failed, " + failed.code();
          };
      synchronized (output) {
        output.printf(
            "[%d/%d] %s: %s%n", ended.incrementAndGet(), expected, outcome.input().label(), news);
        output.flush();
      }
    }

    @Override
    public void close() {}
  }
}
