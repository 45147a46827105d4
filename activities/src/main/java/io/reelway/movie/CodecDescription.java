package io.reelway.movie;

import io.reelway.image.heif.Boxes;
import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The codec of a track of an MP4.
 *
 * @param codecs its name with its profile and level, e.g. {@code avc1.64001f}
 * @param width width in pixels; 0 for sound
 * @param height height in pixels; 0 for sound
 * @param channels number of channels; 0 for a picture
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6381">RFC 6381</a>
 */
public record CodecDescription(String codecs, int width, int height, int channels) {
  private static final int PICTURE_HEADER = 78;
  private static final int SOUND_HEADER = 28;
  private static final int ES_DESCRIPTOR = 3;
  private static final int CONFIGURATION = 4;
  private static final int DECODER = 5;

  /**
   * Reads the description of a track.
   *
   * @throws IOException for codecs other than H.264, HEVC, AV1 and MPEG-4 audio
   */
  static CodecDescription read(Box track) throws IOException {
    Box entry = first(track);
    return switch (entry.type()) {
      case "avc1" -> picture(entry, h264(part(entry, PICTURE_HEADER, "avcC")));
      case "hvc1" -> picture(entry, hevc(part(entry, PICTURE_HEADER, "hvcC")));
      case "av01" -> picture(entry, av1(part(entry, PICTURE_HEADER, "av1C")));
      case "mp4a" -> sound(entry);
      default -> throw new IOException("No stream has the codec " + entry.type());
    };
  }

  private static Box first(Box track) throws IOException {
    Box descriptions =
        track
            .find("mdia", "minf", "stbl", "stsd")
            .orElseThrow(() -> new EOFException("The track has no tables"));
    return Boxes.in(descriptions.content(), 8).all().stream()
        .findFirst()
        .orElseThrow(() -> new EOFException("The track has no description"));
  }

  private static CodecDescription picture(Box entry, String codecs) throws IOException {
    return new CodecDescription(codecs, entry.content().u16(24), entry.content().u16(26), 0);
  }

  private static String h264(Bytes record) throws IOException {
    return "avc1.%02x%02x%02x".formatted(record.u8(1), record.u8(2), record.u8(3));
  }

  /**
   * Profile, compatible profiles, tier with level, and constraints without their last zeros.
   *
   * @see <a href="https://www.iso.org/standard/83336.html">ISO/IEC 14496-15, annex E.3</a>
   */
  private static String hevc(Bytes record) throws IOException {
    int profile = record.u8(1);
    StringBuilder name = new StringBuilder("hvc1.");
    name.append(List.of("", "A", "B", "C").get(profile >> 6)).append(profile & 31).append('.');
    name.append(Integer.toHexString(Integer.reverse((int) record.u32(2)))).append('.');
    name.append((profile & 32) == 0 ? 'L' : 'H').append(record.u8(12));
    int last = 11;
    while (last >= 6 && record.u8(last) == 0) {
      last--;
    }
    for (int i = 6; i <= last; i++) {
      name.append('.').append(Integer.toHexString(record.u8(i)));
    }
    return name.toString();
  }

  /**
   * Profile, level with tier, and bits.
   *
   * @see <a href="https://aomediacodec.github.io/av1-isobmff/#codecsparam">AV1 in ISOBMFF</a>
   */
  private static String av1(Bytes record) throws IOException {
    int profile = record.u8(1);
    int depth = record.u8(2);
    int bits = (depth & 64) == 0 ? 8 : (depth & 32) == 0 ? 10 : 12;
    return String.format(
        Locale.ROOT,
        "av01.%d.%02d%s.%02d",
        profile >> 5,
        profile & 31,
        (depth & 128) == 0 ? "M" : "H",
        bits);
  }

  private static CodecDescription sound(Box entry) throws IOException {
    Descriptor stream = new Descriptor(part(entry, SOUND_HEADER, "esds"), 4, ES_DESCRIPTOR);
    Descriptor configuration = new Descriptor(stream.bytes, stream.start + 3, CONFIGURATION);
    Descriptor decoder = new Descriptor(configuration.bytes, configuration.start + 13, DECODER);
    return new CodecDescription(
        String.format(
            Locale.ROOT,
            "mp4a.%02x.%d",
            configuration.bytes.u8(configuration.start),
            decoder.bytes.u8(decoder.start) >> 3),
        0,
        0,
        entry.content().u16(16));
  }

  private static Bytes part(Box entry, int header, String type) throws IOException {
    return Boxes.in(entry.content(), header)
        .first(type)
        .orElseThrow(() -> new EOFException("The description has no " + type))
        .content();
  }

  /** A descriptor of MPEG-4 systems: a tag, a length of up to four bytes, and its content. */
  private static final class Descriptor {
    final Bytes bytes;
    final long start;

    Descriptor(Bytes bytes, long at, int tag) throws IOException {
      if (bytes.u8(at) != tag) {
        throw new IOException("A descriptor has the tag " + bytes.u8(at) + ", not " + tag);
      }
      long next = at + 1;
      while ((bytes.u8(next) & 0x80) != 0) {
        next++;
      }
      this.bytes = bytes;
      this.start = next + 1;
    }
  }
}
