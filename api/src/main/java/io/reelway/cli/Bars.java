package io.reelway.cli;

import io.reelway.sdk.Job;
import io.reelway.sdk.Progress;
import java.util.Locale;
import java.util.OptionalLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for each file, on a terminal. */
final class Bars implements Display {
  private static final int NAME_WIDTH = 28;

  @Override
  public void expect(int files) {}

  @Override
  public Row begin(Input input) {
    return new Bar(input);
  }

  @Override
  public void close() {}

  /** The stage, and what comes before or after it as far as it is known. */
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

  private static final class Bar implements Row {
    private final ProgressBar bar;

    Bar(Input input) {
      this.bar =
          new ProgressBarBuilder()
              .setTaskName(Text.fit(input.label(), NAME_WIDTH))
              .setInitialMax(100)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(250)
              .hideEta()
              .build();
    }

    @Override
    public void uploading(long bytes, OptionalLong total) {
      total.ifPresent(
          all -> bar.setExtraMessage("upload " + (all == 0 ? 100 : bytes * 100 / all) + " %"));
    }

    @Override
    public void changed(Job job) {
      bar.setExtraMessage(job.progress().map(Bars::stage).orElse(job.state().status()));
      long percent = job.progress().map(progress -> Math.round(progress.percent())).orElse(0L);
      bar.stepTo(Math.max(percent, bar.getCurrent()));
    }

    @Override
    public void end(Outcome outcome) {
      switch (outcome) {
        case Outcome.Done done -> {
          bar.stepTo(100);
          bar.setExtraMessage(String.format(Locale.ROOT, "saved %.1f %%", done.savedPercent()));
        }
        case Outcome.Failed failed -> bar.setExtraMessage("failed: " + failed.code());
      }
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
