package io.reelway.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a strategy, in the API as in presets, records and histories. The set is open: a
 * process may read a strategy that only another build has.
 *
 * @param value lower-case words of letters and digits with dashes between them, e.g. {@code
 *     video-webm-vp9}
 */
public record StrategyId(@JsonValue String value) {
  private static final Pattern WORDS = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /**
   * Checks only the form of the name, not that the strategy exists.
   *
   * @throws IllegalArgumentException with a sentence that quotes the value
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public StrategyId {
    if (!WORDS.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "The name of a strategy must be lower-case words joined by dashes, not \""
              + value
              + "\"");
    }
  }

  /** Returns its name. */
  @Override
  public String toString() {
    return value;
  }
}
