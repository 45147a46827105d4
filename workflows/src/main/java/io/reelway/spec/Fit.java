package io.reelway.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a picture fills the width and height that were asked for, as in CSS {@code object-fit}. */
public enum Fit {
  /** Keeps its shape, and lies within both. */
  @JsonProperty("contain")
  CONTAIN,
  /** Keeps its shape, covers both, and loses what lies outside. */
  @JsonProperty("cover")
  COVER,
  /** Is stretched to both. */
  @JsonProperty("fill")
  FILL
}
