package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.spec.JobOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request names to choose a strategy.
 *
 * @param kind what its outputs are
 * @param format the format of its outputs, e.g. {@code mp4}
 * @param videoCodec the codec of the picture of a video; {@code null} if it makes no videos
 * @param audioCodecs the codecs of sound that the format may have; empty without sound
 */
public record Offer(
    MediaKind kind, String format, @Nullable String videoCodec, Set<String> audioCodecs) {
  public Offer {
    audioCodecs = Set.copyOf(audioCodecs);
  }

  /** An image format. */
  public static Offer ofImage(String format) {
    return new Offer(MediaKind.IMAGE, format, null, Set.of());
  }

  /** A video in MP4. */
  public static Offer ofMp4(String videoCodec) {
    return new Offer(MediaKind.VIDEO, "mp4", videoCodec, Set.of("aac", "opus", "mp3"));
  }

  /** A video in WebM. */
  public static Offer ofWebm(String videoCodec) {
    return new Offer(MediaKind.VIDEO, "webm", videoCodec, Set.of("opus"));
  }

  /**
   * A file of sound.
   *
   * @param codec the codec, as options name it
   */
  public static Offer ofSound(String format, String codec) {
    return new Offer(MediaKind.AUDIO, format, null, Set.of(codec));
  }

  /** Whether it has the format and the codecs of a request, as far as the request names them. */
  public boolean meets(JobOptions asked) {
    return (asked.format().isEmpty() || asked.format().contains(format))
        && (asked.videoCodec() == null || asked.videoCodec().equals(videoCodec))
        && (asked.audioCodec() == null || audioCodecs.contains(asked.audioCodec()));
  }
}
