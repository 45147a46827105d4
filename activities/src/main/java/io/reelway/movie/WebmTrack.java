package io.reelway.movie;

import io.reelway.movie.Ebml.Element;
import io.reelway.movie.OriginalVideo.UnknownStructureException;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Set;

/** The description of a track in a WebM. */
final class WebmTrack {
  private static final long NUMBER = 0xd7;
  private static final long TYPE = 0x83;
  private static final long CODEC = 0x86;
  private static final long CODEC_PRIVATE = 0x63a2;
  private static final long ENCODINGS = 0x6d80;
  private static final int PICTURE = 1;
  private static final int SOUND = 2;

  /** The track types that ffmpeg counts: picture, sound, subtitles, metadata. */
  private static final Set<Long> COUNTED = Set.of(1L, 2L, 0x11L, 0x21L);

  /**
   * What a player needs: number, UID, type, enabled, default, forced, lacing, frame length,
   * additions, language, codec, its configuration and delays, picture and sound.
   */
  private static final Set<Long> NEEDED =
      Set.of(
          NUMBER,
          0x73c5L,
          TYPE,
          0xb9L,
          0x88L,
          0x55aaL,
          0x9cL,
          0x23e383L,
          0x55eeL,
          0x22b59cL,
          CODEC,
          CODEC_PRIVATE,
          0x56aaL,
          0x56bbL,
          0xe0L,
          0xe1L);

  private final Bytes file;
  private final CleanCopy copy;
  private final Element entry;
  private long number;
  private long type;
  private String codec = "";

  WebmTrack(Bytes file, CleanCopy copy, Element entry) throws IOException {
    this.file = file;
    this.copy = copy;
    this.entry = entry;
    Ebml.each(
        file,
        entry.content(),
        entry.end(),
        part -> {
          if (part.size() > 64) {
            return;
          }
          if (part.id() == NUMBER) {
            number = file.number(part.content(), (int) Math.min(8, part.size()));
          } else if (part.id() == TYPE) {
            type = file.number(part.content(), (int) Math.min(8, part.size()));
          } else if (part.id() == CODEC) {
            codec = file.text(part.content(), (int) part.size());
          }
        });
  }

  long number() {
    return number;
  }

  boolean isPicture() {
    return type == PICTURE;
  }

  /** Whether ffmpeg gives it a number in its own order. */
  boolean isCounted() {
    return COUNTED.contains(type) && !codec.isEmpty();
  }

  void clean() throws IOException {
    if (type != PICTURE && type != SOUND) {
      throw new UnknownStructureException("The track has neither picture nor sound");
    }
    Ebml.each(
        file,
        entry.content(),
        entry.end(),
        part -> {
          if (part.id() == ENCODINGS) {
            throw new UnknownStructureException("The track is compressed or encrypted");
          }
          if (!NEEDED.contains(part.id())) {
            Ebml.free(copy, part);
          } else if (part.id() == CODEC_PRIVATE && codec.startsWith("A_VORBIS")) {
            withoutComments(part);
          }
        });
  }

  /**
   * Removes the comments of Vorbis. The second of its three headers holds the title, the performer
   * and the place of recording. That header gets a vendor name of zeros that fills it, and no
   * comment.
   */
  private void withoutComments(Element headers) throws IOException {
    long at = headers.content() + 1;
    long[] sizes = new long[2];
    for (int i = 0; i < sizes.length; i++) {
      int part;
      do {
        part = file.u8(at++);
        sizes[i] += part;
      } while (part == 255);
    }
    long comments = at + sizes[0];
    long vendor = sizes[1] - 16;
    if (file.u8(headers.content()) != 2
        || vendor < 0
        || comments + sizes[1] > headers.end()
        || !file.says("\3vorbis", comments)) {
      throw new UnknownStructureException("The Vorbis track has no headers");
    }
    copy.zero(comments + 7, sizes[1] - 7);
    for (int i = 0; i < 4; i++) {
      copy.put(comments + 7 + i, (int) (vendor >> (8 * i)));
    }
    copy.put(comments + sizes[1] - 1, 1);
  }
}
