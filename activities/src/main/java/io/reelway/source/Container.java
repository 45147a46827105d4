package io.reelway.source;

import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.plan.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The containers that Reelway reads. Each has the one ffmpeg demuxer that may open it and the
 * decoders that its tracks may need. Every other file is refused before a decoder sees it.
 *
 * @see ContainerDetector
 */
public enum Container {
  MP4("mov", MediaKind.VIDEO, Decoders.VIDEO),
  MATROSKA("matroska", MediaKind.VIDEO, Decoders.VIDEO),
  WEBM("matroska", MediaKind.VIDEO, Decoders.VIDEO),
  AVI("avi", MediaKind.VIDEO, Decoders.VIDEO),
  FLV("flv", MediaKind.VIDEO, Decoders.VIDEO),
  MPEG_TS("mpegts", MediaKind.VIDEO, Decoders.VIDEO),
  MPEG_PS("mpeg", MediaKind.VIDEO, Decoders.VIDEO),
  MPEG_ES("mpegvideo", MediaKind.VIDEO, Decoders.VIDEO),
  DV("dv", MediaKind.VIDEO, Decoders.VIDEO),
  ASF("asf", MediaKind.VIDEO, Decoders.VIDEO),
  OGG("ogg", MediaKind.VIDEO, Decoders.VIDEO),
  MXF("mxf", MediaKind.VIDEO, Decoders.VIDEO),
  MP3("mp3", MediaKind.AUDIO, Decoders.SOUND),
  AAC("aac", MediaKind.AUDIO, Decoders.SOUND),
  FLAC("flac", MediaKind.AUDIO, Decoders.SOUND),
  WAV("wav", MediaKind.AUDIO, Decoders.SOUND),
  JPEG("jpeg_pipe", MediaKind.IMAGE, "mjpeg"),
  PNG("png_pipe", MediaKind.IMAGE, "png"),
  APNG("apng", MediaKind.IMAGE, "apng"),
  GIF("gif", MediaKind.IMAGE, "gif"),
  WEBP("webp_pipe", MediaKind.IMAGE, "webp"),
  BMP("bmp_pipe", MediaKind.IMAGE, "bmp"),
  TIFF("tiff_pipe", MediaKind.IMAGE, "tiff"),
  HEIF("mov", MediaKind.IMAGE, "hevc,libdav1d,libaom-av1,av1,mjpeg,h264");

  /** The containers that strategies produce and browsers show. */
  private static final Map<MediaType, Container> MADE =
      Map.of(
          MediaType.MP4, MP4,
          MediaType.WEBM, WEBM,
          MediaType.JPEG, JPEG,
          MediaType.PNG, PNG,
          MediaType.GIF, GIF,
          MediaType.WEBP, WEBP,
          MediaType.AVIF, HEIF,
          MediaType.M4A, MP4,
          MediaType.MP3, MP3,
          MediaType.OGG, OGG);

  private final String demuxer;
  private final MediaKind kind;
  private final String decoders;

  Container(String demuxer, MediaKind kind, String decoders) {
    this.demuxer = demuxer;
    this.kind = kind;
    this.decoders = decoders;
  }

  /** The container that was recognised when the source was probed. */
  public static Container of(Probe probe) {
    return valueOf(probe.container().toUpperCase(Locale.ROOT));
  }

  /**
   * The container of an output.
   *
   * @param animated whether it has more than one picture; an animated PNG has the media type of a
   *     still one
   * @throws IllegalArgumentException when no strategy of this build makes such outputs
   */
  public static Container of(MediaType type, boolean animated) {
    Container container = MADE.get(type);
    if (container == null) {
      throw new IllegalArgumentException("This build has no encoder for " + type);
    }
    return container == PNG && animated ? APNG : container;
  }

  /** ffmpeg's name of the demuxer. */
  public String demuxer() {
    return demuxer;
  }

  public MediaKind kind() {
    return kind;
  }

  /** ffmpeg's names of the decoders that may run, separated by commas. */
  public String decoders() {
    return decoders;
  }

  /** Whether a track of that codec, by ffmpeg's name, can be read. */
  public boolean reads(String codec) {
    return List.of(decoders.split(",")).contains(codec);
  }
}
