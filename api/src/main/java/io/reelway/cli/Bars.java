package io.reelway.cli;

import io.reelway.sdk.Job;
import io.reelway.sdk.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A progress bar for each file on a terminal. The bars of ended files stay above the others. */
final class Bars implements Display {
  private static final Duration REDRAW = Duration.ofMillis(250);

  private final Screen screen;
  private final List<BarRow> open = new ArrayList<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("progress-bars").daemon().factory());

  private final Future<?> redrawing;

  /**
   * Draws the bars until this object is closed.
   *
   * @param screen the screen, which is closed with the bars
   */
  Bars(Screen screen) {
    this.screen = screen;
    this.redrawing =
        clock.scheduleAtFixedRate(
            this::draw, REDRAW.toMillis(), REDRAW.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void expect(int files) {}

  @Override
  public synchronized Row begin(Input input) {
    BarRow row = new BarRow(new Bar(input.label()));
    open.add(row);
    draw();
    return row;
  }

  private synchronized void draw() {
    screen.draw(open.stream().map(row -> row.line(screen.columns())).toList());
  }

  private synchronized void end(BarRow row) {
    if (open.remove(row)) {
      screen.add(row.line(screen.columns()));
      draw();
    }
  }

  @Override
  public synchronized void close() {
    redrawing.cancel(false);
    clock.shutdown();
    screen.close();
  }

  /** The stage, with the waiting position or the remaining time where known. */
  static String stage(Progress progress) {
    if (progress.ahead().isPresent()) {
      int ahead = progress.ahead().getAsInt();
      return progress.stage() + (ahead == 0 ? ", next" : ", " + ahead + " ahead");
    }
    return progress.stage()
        + progress
            .left()
            .map(left -> String.format(Locale.ROOT, ", %d s left", left.toSeconds()))
            .orElse("");
  }

  private final class BarRow implements Row {
    private final Bar bar;
    private final long begin = System.nanoTime();

    BarRow(Bar bar) {
      this.bar = bar;
    }

    String line(int columns) {
      return bar.line(Duration.ofNanos(System.nanoTime() - begin), columns);
    }

    @Override
    public void uploading(long bytes, OptionalLong total) {
      total.ifPresent(all -> bar.say("upload " + (all == 0 ? 100 : bytes * 100 / all) + " %"));
    }

    @Override
    public void changed(Job job) {
      bar.say(job.progress().map(Bars::stage).orElse(job.state().status()));
      bar.reach(job.progress().map(progress -> Math.round(progress.percent())).orElse(0L));
    }

    @Override
    public void end(Outcome outcome) {
      switch (outcome) {
        case Outcome.Done done -> {
          bar.reach(100);
          bar.say(String.format(Locale.ROOT, "saved %.1f %%", done.savedPercent()));
        }
        case Outcome.Failed failed -> bar.say("failed: " + failed.code());
      }
    }

    @Override
    public void close() {
      Bars.this.end(this);
    }
  }
}
