package io.reelway.image.strip;

import io.reelway.image.heif.Boxes;
import io.reelway.image.heif.Boxes.Box;
import io.reelway.image.heif.HeifItems;
import io.reelway.image.heif.ItemLocations;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An AVIF without metadata. The file addresses its parts by their distance from its start, so
 * nothing is cut out. Metadata are overwritten with zeros, and their boxes and items become free
 * space.
 */
final class AvifOriginal {
  private static final Set<String> BRANDS = Set.of("avif", "avis");
  private static final Set<String> METADATA_ITEMS = Set.of("Exif", "mime", "uri ");
  private static final Set<String> NEEDED = Set.of("ftyp", "meta", "moov", "mdat");
  private static final int BLOCK = 1 << 16;

  private final Bytes bytes;
  private final List<Span> spans = new ArrayList<>();

  private AvifOriginal(Bytes bytes) {
    this.bytes = bytes;
  }

  /** Bytes to overwrite with zeros. */
  private record Span(long at, long length) {}

  static boolean strip(Path source, Path target) throws IOException {
    Bytes.copy(source, target);
    AvifOriginal original;
    List<Long> freed;
    try (Bytes bytes = Bytes.of(target)) {
      if (!bytes.says("ftyp", 4) || !BRANDS.contains(bytes.name(8))) {
        return false;
      }
      original = new AvifOriginal(bytes);
      freed = original.find();
    }
    original.overwrite(target, freed);
    return true;
  }

  /** Finds the boxes and items that become free space, and returns the positions of their types. */
  private List<Long> find() throws IOException {
    List<Long> freed = new ArrayList<>();
    long end = 0;
    for (Box box : Boxes.in(bytes, 0).all()) {
      end = box.content().position() + box.content().size();
      if (box.type().equals("meta")) {
        items(box, freed);
      } else if (box.type().equals("moov")) {
        userData(box, freed);
        for (Box track : box.inside().all("trak")) {
          userData(track, freed);
        }
      } else if (!NEEDED.contains(box.type())) {
        free(box, freed);
      }
    }
    spans.add(new Span(end, bytes.size() - end));
    return freed;
  }

  private void free(Box box, List<Long> freed) {
    freed.add(box.namedAt());
    spans.add(new Span(box.content().position(), box.content().size()));
  }

  private void userData(Box parent, List<Long> freed) throws IOException {
    for (Box box : parent.inside().all()) {
      if (box.type().equals("udta") || box.type().equals("meta")) {
        free(box, freed);
      }
    }
  }

  /**
   * Finds the items with metadata. Their types are overwritten too: readers look for EXIF by its
   * type and refuse a file in which it is broken, e.g. all zero.
   */
  private void items(Box meta, List<Long> freed) throws IOException {
    Map<Long, Long> hidden = HeifItems.typePositions(meta, METADATA_ITEMS);
    freed.addAll(hidden.values());
    Optional<Box> places = meta.insideFull().first("iloc");
    Optional<Box> inline = meta.insideFull().first("idat");
    if (places.isPresent()) {
      long start = inline.map(box -> box.content().position()).orElse(0L);
      for (ItemLocations.Extent extent : ItemLocations.of(places.get(), hidden.keySet())) {
        Bytes item = bytes.part(extent.at() + (extent.inline() ? start : 0), extent.length());
        spans.add(new Span(item.position(), item.size()));
      }
    }
  }

  private void overwrite(Path target, List<Long> freed) throws IOException {
    ByteBuffer name = ByteBuffer.wrap("free".getBytes(StandardCharsets.US_ASCII));
    try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
      long size = channel.size();
      for (long position : freed) {
        channel.write(name.rewind(), position);
      }
      // Up to ten thousand parts of items may overlap: each byte is written once.
      spans.sort(Comparator.comparingLong(Span::at));
      long written = 0;
      for (Span span : spans) {
        long end = Math.min(size, span.at() + span.length());
        zero(channel, Math.max(written, span.at()), end);
        written = Math.max(written, end);
      }
    }
  }

  private static void zero(FileChannel channel, long from, long end) throws IOException {
    for (long at = from; at < end; at += BLOCK) {
      channel.write(ByteBuffer.allocate((int) Math.min(BLOCK, end - at)), at);
    }
  }
}
