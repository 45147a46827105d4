package io.reelway.image.repair;

import io.reelway.image.heif.Boxes;
import io.reelway.image.heif.Boxes.Box;
import io.reelway.image.heif.ItemLocations;
import io.reelway.image.heif.ItemLocations.Location;
import io.reelway.source.Bytes;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Removes two rare forms from a HEIF file (HEIC, AVIF) that ISO/IEC 14496-12 allows and ffmpeg 8.1
 * does not read. The first is an association with property 0, which means "no property"; some
 * phones write it. The second is an item that is stored in several parts, such as the layers of a
 * progressive AVIF. Its parts are joined at the end of the copy.
 */
final class HeifRepair {
  /**
   * The maximum size in bytes of a box to repair. Boxes of associations and locations are short; a
   * longer box stays unchanged.
   */
  private static final long LONGEST_BOX = 1 << 20;

  private final Bytes bytes;

  /** The bytes that replace others in the copy, by their position in the file. */
  private final Map<Long, byte[]> changes = new TreeMap<>();

  private @Nullable PartJoiner joiner;

  private HeifRepair(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * Writes the copy if it is needed.
   *
   * @return whether the copy was written
   */
  static boolean write(Bytes bytes, Path copy) throws IOException {
    Boxes boxes = Boxes.in(bytes, 0);
    Optional<Box> meta = boxes.first("meta");
    if (meta.isEmpty()) {
      return false;
    }
    HeifRepair repair = new HeifRepair(bytes);
    Boxes inside = meta.get().insideFull();
    Optional<Box> properties = inside.first("iprp");
    if (properties.isPresent()) {
      for (Box box : properties.get().inside().all("ipma")) {
        repair.dropEmptyAssociations(box);
      }
    }
    Optional<Box> iloc = inside.first("iloc");
    if (iloc.isPresent()) {
      repair.joinParts(iloc.get(), inside.first("idat"));
    }
    if (repair.joiner != null) {
      repair.endLastBox(boxes.all().getLast());
    }
    if (repair.changes.isEmpty()) {
      return false;
    }
    repair.apply(copy);
    return true;
  }

  private void dropEmptyAssociations(Box ipma) throws IOException {
    if (ipma.content().size() <= LONGEST_BOX) {
      byte[] all = ipma.content().copy(0, (int) ipma.content().size());
      Associations.withoutEmpty(all)
          .ifPresent(rest -> changes.put(ipma.content().position(), rest));
    }
  }

  private void joinParts(Box iloc, Optional<Box> idat) throws IOException {
    if (iloc.content().size() > LONGEST_BOX) {
      return;
    }
    List<Location> locations = ItemLocations.all(iloc);
    if (locations.stream().noneMatch(location -> location.extents().size() > 1)) {
      return;
    }
    long inlineStart = idat.map(box -> box.content().position()).orElse(0L);
    PartJoiner parts = new PartJoiner(bytes, inlineStart);
    for (Location location : locations) {
      parts.add(location);
    }
    byte[] table = parts.table();
    if (table.length > iloc.content().size()) {
      throw new EOFException("No space for the locations of the joined extents");
    }
    ByteBuffer padded = ByteBuffer.allocate((int) iloc.content().size()).put(table);
    changes.put(iloc.content().position(), padded.array());
    joiner = parts;
  }

  /**
   * Gives the last box an explicit size. A box with size 0 extends to the end of the file, and
   * would contain the joined parts.
   */
  private void endLastBox(Box last) throws IOException {
    long sizeAt = last.namedAt() - 4;
    if (bytes.u32(sizeAt) == 0) {
      ByteBuffer size = ByteBuffer.allocate(4).putInt((int) (bytes.size() - sizeAt));
      changes.put(sizeAt, size.array());
    }
  }

  private void apply(Path copy) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy))) {
      long at = 0;
      for (Map.Entry<Long, byte[]> change : changes.entrySet()) {
        bytes.copyTo(at, change.getKey() - at, out);
        out.write(change.getValue());
        at = change.getKey() + change.getValue().length;
      }
      bytes.copyTo(at, bytes.size() - at, out);
      if (joiner != null) {
        joiner.write(out);
      }
    }
  }
}
