package io.reelway.source;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Detects the container from the bytes of a file. Names and declared types do not matter. */
public final class ContainerDetector {
  /**
   * Packet sizes of transport streams: plain, with a leading time stamp, with trailing checksums.
   */
  private static final int[] TS_PACKETS = {188, 192, 204};

  /** Number of consecutive sync bytes that cannot be chance. */
  private static final int TS_SYNCS = 5;

  /**
   * Junk before the first packet, from a recorder that was switched on in the middle of a packet.
   */
  private static final int TS_JUNK = 32 << 10;

  /** Chunks before the picture data of a PNG. A profile and some text chunks are usual. */
  private static final int PNG_CHUNKS = 1000;

  /** The refusal of sound that nobody has asked for, as a sentence for a person. */
  public static final String SOUND_ALONE =
      "The file has sound but neither an image nor a video; for the sound, write \"audio\":"
          + " \"only\", or m4a, mp3 or ogg as format.";

  private ContainerDetector() {}

  /**
   * Detects the container of a file.
   *
   * @throws StageException with {@code UNSUPPORTED_TYPE} when it is none of those that Reelway
   *     reads
   */
  public static Container detect(Path file) throws IOException {
    return detect(file, false);
  }

  /**
   * Detects the container of a file.
   *
   * @param sound whether containers of sound alone are accepted
   * @throws StageException with {@code UNSUPPORTED_TYPE} when it is none of those that are accepted
   */
  public static Container detect(Path file, boolean sound) throws IOException {
    MagicBytes head = MagicBytes.of(file);
    Optional<Container> known = detect(head);
    if (known.isEmpty()) {
      return ofSound(file, head, sound);
    }
    Container found = known.get();
    return switch (found) {
      case PNG -> isAnimatedPng(file) ? Container.APNG : Container.PNG;
      case TIFF -> readable(found, UnsupportedFormat.ofTiff(file, head));
      case BMP -> readable(found, UnsupportedFormat.ofBmp(file));
      default -> found;
    };
  }

  private static Container ofSound(Path file, MagicBytes head, boolean accepted)
      throws IOException {
    UnsupportedFormat format = UnsupportedFormat.of(head);
    Optional<Container> sound =
        accepted && format == UnsupportedFormat.SOUND
            ? SoundFile.detect(file, head)
            : Optional.empty();
    return sound.orElseThrow(() -> unsupported(format));
  }

  private static Container readable(Container found, Optional<UnsupportedFormat> variant) {
    if (variant.isPresent()) {
      throw unsupported(variant.get());
    }
    return found;
  }

  private static StageException unsupported(UnsupportedFormat foreign) {
    return new StageException(ErrorCode.UNSUPPORTED_TYPE, foreign.sentence());
  }

  private static Optional<Container> detect(MagicBytes head) {
    Container found = null;
    if (head.starts("\u00ff\u00d8\u00ff")) {
      found = Container.JPEG;
    } else if (head.starts("\u0089PNG\r\n\u001a\n")) {
      found = Container.PNG;
    } else if (head.starts("GIF87a") || head.starts("GIF89a")) {
      found = Container.GIF;
    } else if (head.starts("RIFF") && head.has("WEBP", 8)) {
      found = Container.WEBP;
    } else if (head.starts("RIFF") && (head.has("AVI ", 8) || head.has("AVIX", 8))) {
      found = Container.AVI;
    } else if (head.starts("BM") && isBitmapHeader(head)) {
      found = Container.BMP;
    } else if (head.starts("II*\0") || head.starts("MM\0*")) {
      found = Container.TIFF;
    } else if (head.starts("\u001aE\u00df\u00a3")) {
      found = ebml(head);
    } else if (head.starts("FLV\u0001")) {
      found = Container.FLV;
    } else if (head.starts("0&\u00b2u\u008ef\u00cf\u0011")) {
      found = Container.ASF;
    } else if (head.starts("OggS")) {
      found = Container.OGG;
    } else if (head.starts("\u0006\u000e+4\u0002\u0005\u0001\u0001")) {
      found = Container.MXF;
    } else if (head.starts("\0\0\u0001\u00ba")) {
      found = Container.MPEG_PS;
    } else if (head.starts("\0\0\u0001\u00b3")) {
      found = Container.MPEG_ES;
    } else if (head.starts("\u001f\u0007\0") && (head.u8(3) & 0x7f) == 0x3f) {
      found = Container.DV;
    } else if (isTransportStream(head)) {
      found = Container.MPEG_TS;
    }
    return Optional.ofNullable(found).or(() -> IsoMedia.detect(head));
  }

  /** WebM names itself in the element {@code DocType} (0x4282) of its header. */
  private static Container ebml(MagicBytes head) {
    int type = head.text().indexOf("B\u0082");
    return type > 0 && head.has("webm", type + 3) ? Container.WEBM : Container.MATROSKA;
  }

  /**
   * Checks more than the two letters: reserved fields are zero and the header size is a known one.
   */
  private static boolean isBitmapHeader(MagicBytes head) {
    return head.has("\0\0\0\0", 6) && Set.of(12, 40, 52, 56, 64, 108, 124).contains(head.u8(14));
  }

  private static boolean isTransportStream(MagicBytes head) {
    for (int packet : TS_PACKETS) {
      int last = Math.min(TS_JUNK, head.length() - (TS_SYNCS - 1) * packet);
      for (int first = 0; first < last; first++) {
        if (areSyncs(head, first, packet)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean areSyncs(MagicBytes head, int first, int packet) {
    for (int i = 0; i < TS_SYNCS; i++) {
      if (head.u8(first + i * packet) != 'G') {
        return false;
      }
    }
    return true;
  }

  /** Whether an {@code acTL} chunk comes before the first picture data. */
  private static boolean isAnimatedPng(Path path) throws IOException {
    try (Bytes bytes = Bytes.of(path)) {
      long at = 8;
      for (int i = 0; i < PNG_CHUNKS; i++) {
        String name = bytes.name(at + 4);
        if (name.equals("acTL") || name.equals("IDAT")) {
          return name.equals("acTL");
        }
        at += 12 + bytes.u32(at);
      }
      return false;
    } catch (EOFException cutOff) {
      return false;
    }
  }
}
