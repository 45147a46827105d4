package io.reelway.media;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A track of a source. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = VideoTrack.class, name = "video"),
  @JsonSubTypes.Type(value = ImageTrack.class, name = "image"),
  @JsonSubTypes.Type(value = AudioTrack.class, name = "audio")
})
public sealed interface Track permits PictureTrack, AudioTrack {
  /** Its stream number in the container, from 0. */
  int index();

  /** ffmpeg's name of its codec. */
  String codec();
}
