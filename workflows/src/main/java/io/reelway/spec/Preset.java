package io.reelway.spec;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.reelway.plan.StrategyId;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named compromise between size and quality, with the numbers that clients see. A job carries the
 * whole preset it was accepted with, so later changes of the presets do not affect it, and no
 * worker looks a preset up by name.
 *
 * @param name its name in the API: 1 to 32 lower-case letters, digits and dashes
 * @param maxWidth maximum width of the output in pixels
 * @param imageQuality quality of still images, 1 to 100
 * @param videoCrf constant rate factor of the video encoders; lower is better
 * @param videoBitrateKbps maximum video bit rate in kbit/s
 * @param audioBitrateKbps audio bit rate in kbit/s
 * @param imageStrategies the strategies for images, the first choice first
 * @param videoStrategies the strategies for videos, the first choice first
 * @param options what its jobs make unless a request says otherwise; {@code null} for nothing
 */
public record Preset(
    String name,
    int maxWidth,
    int imageQuality,
    int videoCrf,
    int videoBitrateKbps,
    int audioBitrateKbps,
    List<StrategyId> imageStrategies,
    List<StrategyId> videoStrategies,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JobOptions options) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

  /**
   * Checks rules that no build will change. The narrower rules for operators are checked when the
   * file is read, because a job of a later build, which may allow more, must stay readable.
   *
   * @throws IllegalArgumentException with a sentence that quotes the value
   */
  public Preset {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "The name of a preset must be 1 to 32 lower-case letters, digits and dashes, not \""
              + name
              + "\"");
    }
    imageStrategies = List.copyOf(imageStrategies);
    videoStrategies = List.copyOf(videoStrategies);
    options = JobOptions.NONE.equals(options) ? null : options;
    if (maxWidth < 1) {
      throw new IllegalArgumentException("Preset " + name + " has maxWidth " + maxWidth);
    }
  }

  /** A preset without options. */
  public Preset(
      String name,
      int maxWidth,
      int imageQuality,
      int videoCrf,
      int videoBitrateKbps,
      int audioBitrateKbps,
      List<StrategyId> imageStrategies,
      List<StrategyId> videoStrategies) {
    this(
        name,
        maxWidth,
        imageQuality,
        videoCrf,
        videoBitrateKbps,
        audioBitrateKbps,
        imageStrategies,
        videoStrategies,
        null);
  }

  /** What its jobs make unless a request says otherwise. */
  public JobOptions defaults() {
    return Objects.requireNonNullElse(options, JobOptions.NONE);
  }

  /** A copy with other options. */
  public Preset with(JobOptions other) {
    return new Preset(
        name,
        maxWidth,
        imageQuality,
        videoCrf,
        videoBitrateKbps,
        audioBitrateKbps,
        imageStrategies,
        videoStrategies,
        other);
  }

  /** Whether the name is valid for a preset. */
  public static boolean isName(String word) {
    return NAME.matcher(word).matches();
  }
}
