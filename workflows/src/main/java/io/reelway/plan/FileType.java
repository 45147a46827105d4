package io.reelway.plan;

import io.reelway.media.MediaKind;

/** What an output is, as browsers are told. */
public enum FileType {
  WEBP("image/webp", "webp"),
  AVIF("image/avif", "avif"),
  JPEG("image/jpeg", "jpg"),
  PNG("image/png", "png"),
  GIF("image/gif", "gif"),
  MP4("video/mp4", "mp4"),
  WEBM("video/webm", "webm");

  private final String contentType;
  private final String extension;

  FileType(String contentType, String extension) {
    this.contentType = contentType;
    this.extension = extension;
  }

  public MediaKind kind() {
    return contentType.startsWith("video/") ? MediaKind.VIDEO : MediaKind.IMAGE;
  }

  public String contentType() {
    return contentType;
  }

  /** File name extension, without the dot. */
  public String extension() {
    return extension;
  }
}
