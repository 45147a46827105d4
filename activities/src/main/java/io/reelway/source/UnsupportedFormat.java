package io.reelway.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The kind of a file that is none of the {@link Container}s. It serves only to say more in the
 * refusal than no.
 */
enum UnsupportedFormat {
  SOUND(ContainerDetector.SOUND_ALONE),
  OTHER_SOUND("The file is sound in an unsupported format; send MP3, AAC, FLAC, WAV, OGG or M4A."),
  TEXT(
      "The file is text, such as a page, an SVG, a playlist or a script; not an image or a "
          + "video."),
  DOCUMENT("The file is a document, not an image or a video."),
  ARCHIVE("The file is an archive; send the images or videos in it one by one."),
  PROGRAM("The file is a program, not an image or a video."),
  RAW_PHOTO("The file is a camera's raw picture; convert it with a raw converter first."),
  OTHER_TIFF(
      "The file is a TIFF whose pixels are stored in an unsupported way (tiles, floating"
          + " point, Lab, or an unusual number of bits or compression); send JPEG, PNG or WebP."),
  OTHER_BMP(
      "The file is a BMP whose pixels are stored in an unsupported way; send JPEG, PNG or"
          + " WebP."),
  OTHER_IMAGE("The file is an image in an unsupported format; send JPEG, PNG or WebP."),
  NOTHING("The file is neither an image nor a video of a supported type.");

  private static final Set<String> OTHER_SOUND_MAGIC =
      Set.of("#!AMR", "MThd", "caff", "wvpk", "MAC ", "MPCK", "TTA1", "DSD ", "FORM");

  private static final Set<String> DOCUMENT_MAGIC =
      Set.of("%PDF", "%!PS", "{\\rtf", "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1");

  private static final Set<String> ARCHIVE_MAGIC =
      Set.of(
          "PK\3\4",
          "PK\5\6",
          "\u001f\u008b",
          "7z\u00bc\u00af",
          "Rar!",
          "BZh",
          "\u00fd7zXZ",
          "(\u00b5/\u00fd");

  private static final Set<String> PROGRAM_MAGIC =
      Set.of("\u007fELF", "MZ", "\u00ca\u00fe\u00ba\u00be", "\u00cf\u00fa\u00ed\u00fe", "\0asm");

  private static final Set<String> IMAGE_MAGIC =
      Set.of(
          "\u00ff\n",
          "\0\0\0\fJXL ",
          "\0\0\0\fjP  ",
          "\u00ffO\u00ffQ",
          "\0\0\1\0",
          "8BPS",
          "II+\0",
          "MM\0+",
          "v/1\1",
          "DDS ",
          "qoif",
          "gimp xcf",
          "#?RADIANCE");

  private final String sentence;

  UnsupportedFormat(String sentence) {
    this.sentence = sentence;
  }

  /** The reason of the refusal, as a sentence for a person. */
  String sentence() {
    return sentence;
  }

  /**
   * The kind of a file.
   *
   * @param head its first bytes
   */
  static UnsupportedFormat of(MagicBytes head) {
    if (startsWithAny(head, IMAGE_MAGIC)) {
      return OTHER_IMAGE;
    }
    if (head.has("ftypcrx ", 4)) {
      return RAW_PHOTO;
    }
    if (startsWithAny(head, DOCUMENT_MAGIC)) {
      return DOCUMENT;
    }
    if (startsWithAny(head, ARCHIVE_MAGIC) || head.has("ustar", 257)) {
      return ARCHIVE;
    }
    if (isText(head)) {
      return TEXT;
    }
    if (SoundFile.isRead(head)) {
      return SOUND;
    }
    if (startsWithAny(head, OTHER_SOUND_MAGIC)) {
      return OTHER_SOUND;
    }
    return startsWithAny(head, PROGRAM_MAGIC) ? PROGRAM : NOTHING;
  }

  /** The kind of a TIFF that Reelway does not read. */
  static Optional<UnsupportedFormat> ofTiff(Path file, MagicBytes head) throws IOException {
    if (head.has("CR", 8)) {
      return Optional.of(RAW_PHOTO);
    }
    try (Bytes bytes = Bytes.of(file)) {
      Tiff tags = Tiff.at(bytes);
      if (tags == null) {
        return Optional.empty();
      }
      if (tags.isRawPhoto()) {
        return Optional.of(RAW_PHOTO);
      }
      return tags.isReadByFfmpeg() ? Optional.empty() : Optional.of(OTHER_TIFF);
    } catch (EOFException cutOff) {
      return Optional.empty();
    }
  }

  /** The kind of a BMP whose pixels are stored in a way that Reelway does not read. */
  static Optional<UnsupportedFormat> ofBmp(Path file) throws IOException {
    try (Bytes bytes = Bytes.of(file)) {
      return BmpHeader.read(bytes).isRead() ? Optional.empty() : Optional.of(OTHER_BMP);
    } catch (EOFException cutOff) {
      return Optional.empty();
    }
  }

  private static boolean startsWithAny(MagicBytes head, Set<String> magic) {
    return magic.stream().anyMatch(head::starts);
  }

  /**
   * Whether the file is text: a Unicode byte order mark, or no control characters except those for
   * layout.
   */
  private static boolean isText(MagicBytes head) {
    if (head.starts("\u00ff\u00fe") || head.starts("\u00fe\u00ff")) {
      return true;
    }
    return head.length() > 0
        && head.text()
            .chars()
            .limit(4096)
            .noneMatch(letter -> letter < ' ' && "\t\n\r\f\u001b".indexOf(letter) < 0);
  }
}
