package io.reelway.source;

import io.reelway.media.MediaKind;

/**
 * The containers that are read, each with the one ffmpeg demuxer that may open it. What is not here
 * is refused before any decoder sees it.
 *
 * @see ContainerDetector
 */
public enum Container {
  MP4("mov", MediaKind.VIDEO),
  MATROSKA("matroska", MediaKind.VIDEO),
  AVI("avi", MediaKind.VIDEO),
  FLV("flv", MediaKind.VIDEO),
  MPEG_TS("mpegts", MediaKind.VIDEO),
  MPEG_PS("mpeg", MediaKind.VIDEO),
  ASF("asf", MediaKind.VIDEO),
  OGG("ogg", MediaKind.VIDEO),
  MXF("mxf", MediaKind.VIDEO),
  JPEG("jpeg_pipe", MediaKind.IMAGE),
  PNG("png_pipe", MediaKind.IMAGE),
  APNG("apng", MediaKind.IMAGE),
  GIF("gif", MediaKind.IMAGE),
  WEBP("webp_pipe", MediaKind.IMAGE),
  BMP("bmp_pipe", MediaKind.IMAGE),
  TIFF("tiff_pipe", MediaKind.IMAGE),
  HEIF("mov", MediaKind.IMAGE);

  private final String demuxer;
  private final MediaKind kind;

  Container(String demuxer, MediaKind kind) {
    this.demuxer = demuxer;
    this.kind = kind;
  }

  /** ffmpeg's name of the demuxer. */
  public String demuxer() {
    return demuxer;
  }

  public MediaKind kind() {
    return kind;
  }
}
