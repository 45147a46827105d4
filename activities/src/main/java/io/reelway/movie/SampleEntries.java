package io.reelway.movie;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.movie.OriginalVideo.UnknownStructureException;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * Cleans the sample entries of a track, which describe its codec, of the names of programs and
 * devices.
 */
final class SampleEntries {
  private static final Set<String> H264 = Set.of("avc1", "avc3");
  private static final Set<String> PICTURES = Set.of("avc1", "avc3", "av01", "vp08", "vp09");
  private static final Set<String> SOUNDS = Set.of("mp4a", "Opus");
  private static final Set<String> PICTURE_PARTS =
      Set.of(
          "avcC", "av1C", "vpcC", "colr", "pasp", "clap", "btrt", "fiel", "mdcv", "clli", "SmDm",
          "CoLL");
  private static final Set<String> SOUND_PARTS = Set.of("esds", "dOps", "btrt", "chnl");
  private static final int PICTURE_HEADER = 78;
  private static final int SOUND_HEADER = 28;

  private final CleanCopy copy;
  private Optional<Integer> lengthSize = Optional.empty();

  SampleEntries(CleanCopy copy) {
    this.copy = copy;
  }

  /** The size in bytes of the length before each unit of H.264; empty for other codecs. */
  Optional<Integer> lengthSize() {
    return lengthSize;
  }

  /**
   * Cleans the sample entries in place.
   *
   * @param descriptions the {@code stsd} box
   * @throws UnknownStructureException for codecs that are not supported
   */
  void clean(Box descriptions, boolean picture) throws IOException {
    MovieBoxes.each(
        descriptions.content(),
        8,
        entry -> {
          if (picture) {
            picture(entry);
          } else {
            sound(entry);
          }
        });
  }

  private void picture(Box entry) throws IOException {
    if (!PICTURES.contains(entry.type())) {
      throw new UnknownStructureException(entry.type());
    }
    Bytes content = entry.content();
    copy.zero(content.position() + 8, 16);
    copy.zero(content.position() + 42, 32);
    MovieBoxes.each(
        content,
        PICTURE_HEADER,
        part -> {
          if (part.type().equals("avcC") && H264.contains(entry.type())) {
            unitLength(1 + (part.content().u8(4) & 3));
          }
          keepOnly(part, PICTURE_PARTS);
        });
    if (H264.contains(entry.type()) && lengthSize.isEmpty()) {
      throw new UnknownStructureException("The H.264 track has no avcC box");
    }
  }

  private void unitLength(int size) throws UnknownStructureException {
    if (lengthSize.isPresent() && lengthSize.get() != size) {
      throw new UnknownStructureException("The avcC boxes have different NAL unit length sizes");
    }
    lengthSize = Optional.of(size);
  }

  /** Cleans an entry for sound. Versions above 0 are QuickTime's and are refused. */
  private void sound(Box entry) throws IOException {
    if (!SOUNDS.contains(entry.type()) || entry.content().u16(8) != 0) {
      throw new UnknownStructureException(entry.type());
    }
    copy.zero(entry.content().position() + 10, 6);
    MovieBoxes.each(entry.content(), SOUND_HEADER, part -> keepOnly(part, SOUND_PARTS));
  }

  /**
   * Frees a box that is not wanted. Colour profiles are freed too: they may name the device, and
   * browsers read only {@code nclx} and {@code nclc}.
   */
  private void keepOnly(Box part, Set<String> wanted) throws IOException {
    boolean profile = part.type().equals("colr") && !part.content().name(0).startsWith("ncl");
    if (!wanted.contains(part.type()) || profile) {
      Mp4Original.free(copy, part);
    }
  }
}
