package io.reelway.plan;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.reelway.media.MediaKind;
import java.util.Map;

/**
 * The media type of an output, e.g. {@code video/mp4}. The set is open: a process may read a type
 * that only another build makes.
 *
 * @param value type and subtype in lower case, without parameters
 */
public record MediaType(@JsonValue String value) {
  public static final MediaType WEBP = new MediaType("image/webp");
  public static final MediaType AVIF = new MediaType("image/avif");
  public static final MediaType JPEG = new MediaType("image/jpeg");
  public static final MediaType PNG = new MediaType("image/png");
  public static final MediaType GIF = new MediaType("image/gif");
  public static final MediaType MP4 = new MediaType("video/mp4");
  public static final MediaType WEBM = new MediaType("video/webm");
  public static final MediaType M4A = new MediaType("audio/mp4");
  public static final MediaType MP3 = new MediaType("audio/mpeg");
  public static final MediaType OGG = new MediaType("audio/ogg");

  /** A playlist of HTTP Live Streaming. */
  public static final MediaType HLS = new MediaType("application/vnd.apple.mpegurl");

  /** Text that belongs to times of a video. */
  public static final MediaType VTT = new MediaType("text/vtt");

  /** Extensions that differ from the subtype. */
  private static final Map<String, String> EXTENSIONS =
      Map.of(
          "image/jpeg",
          "jpg",
          "audio/mp4",
          "m4a",
          "audio/mpeg",
          "mp3",
          "application/vnd.apple.mpegurl",
          "m3u8");

  /**
   * Checks that type and subtype are present.
   *
   * @throws IllegalArgumentException with a sentence that quotes the value
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public MediaType {
    if (!value.matches("[a-z]+/[a-z0-9.+-]+")) {
      throw new IllegalArgumentException(
          "A media type must be a type and a subtype, e.g. video/mp4, not \"" + value + "\"");
    }
  }

  /** Whether it is a video, sound or an image. */
  public MediaKind kind() {
    return switch (value.substring(0, value.indexOf('/'))) {
      case "video" -> MediaKind.VIDEO;
      case "audio" -> MediaKind.AUDIO;
      default -> MediaKind.IMAGE;
    };
  }

  /** File name extension, without the dot. */
  public String extension() {
    return EXTENSIONS.getOrDefault(value, value.substring(value.indexOf('/') + 1));
  }

  /** Returns its value. */
  @Override
  public String toString() {
    return value;
  }
}
