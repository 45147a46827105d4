package io.reelway.plan;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How much processor time an encoder may take to make an output smaller. The quality stays nearly
 * the same: it is another setting. What each value means for an encoder was measured; see
 * docs/decisions/0113-effort.md.
 */
public enum Effort {
  /** Less time, more bytes. */
  @JsonProperty("fast")
  FAST,
  /** The usual one. */
  @JsonProperty("balanced")
  BALANCED,
  /** More time, fewer bytes. */
  @JsonProperty("thorough")
  THOROUGH;

  /** The value of an encoder's setting for this effort. */
  public <T> T choose(T fast, T balanced, T thorough) {
    return switch (this) {
      case FAST -> fast;
      case BALANCED -> balanced;
      case THOROUGH -> thorough;
    };
  }
}
