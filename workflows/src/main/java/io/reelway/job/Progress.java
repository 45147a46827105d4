package io.reelway.job;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a stage, stored in heartbeat details.
 *
 * @param percent share of the stage that is done, 0 to 100
 * @param speed seconds of media per second of wall time; {@code null} while unknown
 * @param etaSec estimated seconds until the stage ends; {@code null} while unknown
 * @param host task queue of the process that runs the stage and can be queried for its result;
 *     {@code null}: none
 * @param turnedAway attempts of the stage that ended before any work, because a limit on concurrent
 *     calls was reached
 * @param faults attempts of the stage that ended with an unknown fault of Reelway or its host;
 *     {@code null} means none
 * @param rendition name of the rendition that the stage works on; {@code null} for the whole job
 * @param stage what the worker does if that is more than the stage of the workflow says; {@code
 *     null} otherwise
 * @param share share of the rendition's stage that this report is about, 0 to 1; {@code null} for
 *     all of it
 */
public record Progress(
    double percent,
    @Nullable Double speed,
    @Nullable Double etaSec,
    @Nullable String host,
    int turnedAway,
    @Nullable Integer faults,
    @Nullable String rendition,
    @Nullable Stage stage,
    @Nullable Double share) {
  public static final Progress NONE = of(0);
  public static final Progress ALL = of(100);

  public Progress {
    percent = Math.clamp(percent, 0, 100);
  }

  public Progress(double percent, @Nullable Double speed, @Nullable Double etaSec) {
    this(percent, speed, etaSec, null, 0, null, null, null, null);
  }

  public static Progress of(double percent) {
    return new Progress(percent, null, null);
  }

  /**
   * Converts the progress of a part into the progress of the whole, given the percent range of the
   * part.
   */
  public Progress within(double from, double to) {
    return new Progress(
        from + (to - from) * percent / 100,
        speed,
        etaSec,
        host,
        turnedAway,
        faults,
        rendition,
        stage,
        share);
  }

  /**
   * Returns a copy that is at least as far as another of the same stage, so that the progress a
   * client sees never falls.
   */
  public Progress notBehind(Progress other) {
    return new Progress(
        Math.max(percent, other.percent),
        speed,
        etaSec,
        host,
        Math.max(turnedAway, other.turnedAway),
        faults == null ? other.faults : faults,
        rendition == null ? other.rendition : rendition,
        stage == null ? other.stage : stage,
        share == null ? other.share : share);
  }

  /** Returns a copy with the host that does the work. */
  public Progress at(String hostTaskQueue) {
    return new Progress(
        percent, speed, etaSec, hostTaskQueue, turnedAway, faults, rendition, stage, share);
  }

  /** Returns a copy with the rendition that the stage works on. */
  public Progress ofRendition(String name) {
    return new Progress(percent, speed, etaSec, host, turnedAway, faults, name, stage, share);
  }

  /** Returns a copy that is about a part of the rendition's stage. */
  public Progress ofShare(double part) {
    return new Progress(percent, speed, etaSec, host, turnedAway, faults, rendition, stage, part);
  }

  /** Returns a copy without a speed, for work beside the picture. */
  public Progress withoutSpeed() {
    return new Progress(percent, null, etaSec, host, turnedAway, faults, rendition, stage, share);
  }

  /** Returns a copy that says what the worker does. */
  public Progress in(Stage work) {
    return new Progress(percent, speed, etaSec, host, turnedAway, faults, rendition, work, share);
  }

  /** Returns a copy with one more attempt that ended before any work. */
  public Progress turnedAwayAgain() {
    return new Progress(
        percent, speed, etaSec, host, turnedAway + 1, faults, rendition, stage, share);
  }

  /** Returns a copy with one more attempt that ended with an unknown fault. */
  public Progress faultAgain() {
    int more = (faults == null ? 0 : faults) + 1;
    return new Progress(percent, speed, etaSec, host, turnedAway, more, rendition, stage, share);
  }
}
