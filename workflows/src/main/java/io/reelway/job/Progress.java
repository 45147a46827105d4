package io.reelway.job;

import org.jspecify.annotations.Nullable;

/**
 * How far a stage has come; travels in heartbeat details.
 *
 * @param percent share of the stage that is done, 0 to 100
 * @param speed seconds of media per second of wall time; {@code null} while unknown
 * @param etaSec estimated seconds until the stage ends; {@code null} while unknown
 */
public record Progress(double percent, @Nullable Double speed, @Nullable Double etaSec) {
  public static final Progress NONE = new Progress(0, null, null);
  public static final Progress ALL = new Progress(100, null, null);

  public Progress {
    percent = Math.clamp(percent, 0, 100);
  }

  public static Progress of(double percent) {
    return new Progress(percent, null, null);
  }

  /** The same, but no less far than another: what was shown to a client is not taken back. */
  public Progress notBehind(Progress other) {
    return new Progress(Math.max(percent, other.percent), speed, etaSec);
  }
}
