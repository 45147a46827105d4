package io.reelway.source;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Detects the containers that hold only sound. */
final class SoundFile {
  /** The header of an ID3 tag, which may stand before any of them. */
  private static final int TAG_HEADER = 10;

  private static final int FOOTER_FLAG = 0x10;

  /** Enough for the first bytes of each container. */
  private static final int HEAD = 12;

  private SoundFile() {}

  /**
   * The container of a file.
   *
   * @param head its first bytes
   */
  static Optional<Container> detect(Path file, MagicBytes head) throws IOException {
    return head.starts("ID3") ? Optional.of(tagged(file, head)) : Optional.ofNullable(plain(head));
  }

  /** Whether a file begins as one of them. */
  static boolean isRead(MagicBytes head) {
    return head.starts("ID3") || plain(head) != null;
  }

  private static @Nullable Container plain(MagicBytes head) {
    if (head.starts("fLaC")) {
      return Container.FLAC;
    }
    if (head.has("WAVE", 8)) {
      return Container.WAV;
    }
    if (isAdts(head)) {
      return Container.AAC;
    }
    return isMpeg(head) ? Container.MP3 : null;
  }

  /** Behind a tag, there may be some padding before the first frame. It is an MP3 then. */
  private static Container tagged(Path file, MagicBytes head) throws IOException {
    long size = 0;
    for (int i = 6; i < TAG_HEADER; i++) {
      size = (size << 7) | (head.u8(i) & 0x7f);
    }
    long end = TAG_HEADER + size + ((head.u8(5) & FOOTER_FLAG) == 0 ? 0 : TAG_HEADER);
    try (FileChannel channel = FileChannel.open(file)) {
      channel.position(end);
      Container behind = plain(MagicBytes.of(Channels.newInputStream(channel).readNBytes(HEAD)));
      return behind == null ? Container.MP3 : behind;
    }
  }

  /** Whether the bytes are the header of an MP3 frame: a sync word, and no reserved value. */
  static boolean isMpeg(MagicBytes head) {
    int second = head.u8(1);
    int third = head.u8(2);
    return isSync(head)
        && third >= 0
        && (second >> 3 & 3) != 1
        && (second >> 1 & 3) != 0
        && third >> 4 != 15
        && (third >> 2 & 3) != 3;
  }

  /** Whether the bytes are the header of an AAC frame. */
  static boolean isAdts(MagicBytes head) {
    int third = head.u8(2);
    return isSync(head) && third >= 0 && (head.u8(1) & 0xf6) == 0xf0 && (third >> 2 & 0xf) < 13;
  }

  private static boolean isSync(MagicBytes head) {
    return head.u8(0) == 0xff && (head.u8(1) & 0xe0) == 0xe0;
  }
}
