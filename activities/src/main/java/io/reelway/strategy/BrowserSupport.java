package io.reelway.strategy;

import io.reelway.media.AudioTrack;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.VideoTrack;
import io.reelway.plan.MediaType;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the sources that every current browser shows as they are, so that they can be delivered as
 * {@code original}.
 *
 * <p>Videos: H.264 with AAC or MP3 in MP4; AV1 or VP9 with AAC, MP3 or Opus in MP4; VP8, VP9 or AV1
 * with Opus or Vorbis in WebM. They must be progressive, with 8 bits (AV1 also with 10), 4:2:0 and
 * standard dynamic range. HEVC is missing because not all browsers show it. The tracks are moved
 * into a new container, so the source may have another container with the same tracks (QuickTime,
 * Matroska, FLV); see decision 0083.
 *
 * <p>Images: JPEG, PNG, GIF, WebP and AVIF, copied without their metadata.
 */
final class BrowserSupport {
  private static final Set<String> CONTAINERS = Set.of("mov", "matroska", "flv");
  private static final Set<String> PIXELS = Set.of("yuv420p", "yuvj420p");

  /**
   * The matrices that browsers support. They show videos with another matrix as if it were one of
   * these.
   */
  private static final Set<String> MATRICES = Set.of("bt709", "smpte170m", "bt470bg");

  private static final Set<String> WEBM_PICTURE = Set.of("vp8", "vp9", "av1");
  private static final Set<String> MP4_SOUND = Set.of("aac", "mp3");

  /** Browsers that show these codecs in MP4 also play Opus in MP4. */
  private static final Set<String> NEW_MP4_PICTURE = Set.of("av1", "vp9");

  private static final Set<String> NEW_MP4_SOUND = Set.of("aac", "mp3", "opus");
  private static final Set<String> WEBM_SOUND = Set.of("opus", "vorbis");

  private BrowserSupport() {}

  /** The media type of a source in a new container; empty when the source must be encoded. */
  static Optional<MediaType> type(Probe probe) {
    return switch (probe.kind()) {
      case IMAGE -> image(probe);
      case VIDEO -> video(probe);
      case AUDIO -> Optional.empty();
    };
  }

  /**
   * The media type of an image. A CMYK JPEG is refused: ffmpeg decodes it to a pixel format that
   * other JPEGs do not have.
   */
  private static Optional<MediaType> image(Probe probe) {
    Picture picture = probe.picture();
    return switch (probe.container()) {
      case "jpeg" ->
          picture.pixelFormat().startsWith("yuvj") || picture.pixelFormat().startsWith("gray")
              ? Optional.of(MediaType.JPEG)
              : Optional.empty();
      case "png", "apng" -> Optional.of(MediaType.PNG);
      case "gif" -> Optional.of(MediaType.GIF);
      case "webp" -> Optional.of(MediaType.WEBP);
      case "heif" ->
          probe.pictureTrack().codec().equals("av1")
              ? Optional.of(MediaType.AVIF)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<MediaType> video(Probe probe) {
    if (!CONTAINERS.contains(probe.demuxer()) || !isShown(probe.video())) {
      return Optional.empty();
    }
    String codec = probe.pictureTrack().codec();
    if (probe.demuxer().equals("matroska")
        && WEBM_PICTURE.contains(codec)
        && sounds(probe.audio(), WEBM_SOUND)) {
      return Optional.of(MediaType.WEBM);
    }
    boolean mp4 =
        (codec.equals("h264") && sounds(probe.audio(), MP4_SOUND))
            || (NEW_MP4_PICTURE.contains(codec) && sounds(probe.audio(), NEW_MP4_SOUND));
    return mp4 ? Optional.of(MediaType.MP4) : Optional.empty();
  }

  private static boolean isShown(VideoTrack video) {
    Picture picture = video.picture();
    String matrix = picture.colour().matrix();
    boolean depth =
        PIXELS.contains(picture.pixelFormat())
            || (video.codec().equals("av1") && picture.pixelFormat().equals("yuv420p10le"));
    return depth
        && !video.interlaced()
        && !picture.colour().highDynamicRange()
        && !picture.colour().wideGamut()
        && (matrix == null || MATRICES.contains(matrix));
  }

  private static boolean sounds(@Nullable AudioTrack audio, Set<String> codecs) {
    return audio == null || codecs.contains(audio.codec());
  }
}
