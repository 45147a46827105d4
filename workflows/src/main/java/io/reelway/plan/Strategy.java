package io.reelway.plan;

import io.reelway.media.MediaKind;

/** A named rule for what to make of a source: a container with its codecs. */
public enum Strategy {
  IMAGE_WEBP("image-webp", MediaKind.IMAGE, "image/webp", "webp"),
  IMAGE_AVIF("image-avif", MediaKind.IMAGE, "image/avif", "avif"),
  IMAGE_JPEG("image-jpeg", MediaKind.IMAGE, "image/jpeg", "jpg"),
  VIDEO_MP4_H264("video-mp4-h264", MediaKind.VIDEO, "video/mp4", "mp4"),
  VIDEO_WEBM_VP9("video-webm-vp9", MediaKind.VIDEO, "video/webm", "webm");

  private final String id;
  private final MediaKind kind;
  private final String contentType;
  private final String extension;

  Strategy(String id, MediaKind kind, String contentType, String extension) {
    this.id = id;
    this.kind = kind;
    this.contentType = contentType;
    this.extension = extension;
  }

  /** Its name in the API, e.g. {@code video-webm-vp9}. */
  public String id() {
    return id;
  }

  public MediaKind kind() {
    return kind;
  }

  /** Whether what it makes may be transparent. */
  public boolean keepsAlpha() {
    return this != IMAGE_JPEG && this != VIDEO_MP4_H264;
  }

  /** Content type of what it makes. */
  public String contentType() {
    return contentType;
  }

  /** File name extension of what it makes, without the dot. */
  public String extension() {
    return extension;
  }
}
