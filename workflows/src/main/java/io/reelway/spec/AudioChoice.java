package io.reelway.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens to the sound of a video. */
public enum AudioChoice {
  /** It stays. */
  @JsonProperty("keep")
  KEEP,
  /** It is left out. */
  @JsonProperty("none")
  NONE,
  /** It becomes an audio file, without the picture. */
  @JsonProperty("only")
  ONLY
}
