package io.reelway.source;

import io.reelway.plan.ByteSpan;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of an MP4 in the store that ffmpeg reads when it opens the file: all boxes but {@code
 * mdat}, and the first packets. With them and the bytes of its packets, a part of a file decodes
 * like the whole file.
 *
 * @see <a href="https://www.iso.org/standard/83102.html">ISO/IEC 14496-12, 4.2</a>
 */
final class Mp4Headers {
  /** Maximum number of boxes at the top of a file. Real files have fewer than ten. */
  private static final int MOST_BOXES = 100;

  /** Maximum size of all headers in bytes; those of a long film have 10 MiB. */
  private static final long MOST_BYTES = 64L << 20;

  /** Bytes of the longest start of a box: size, type, and a long size. */
  private static final int START = 16;

  /**
   * Bytes of the first packets: ffmpeg decodes at most 5,000,000 bytes to learn what the tracks are
   * (its option {@code -probesize}), and the packet that goes beyond that.
   */
  private static final long FIRST_PACKETS = 6L << 20;

  private Mp4Headers() {}

  /**
   * Finds the headers, with a request for each box.
   *
   * @param bytes size of the file
   * @return empty if the file is no MP4 with one table of all packets, or an unusual one
   */
  static Optional<List<ByteSpan>> of(Store store, Location location, long bytes)
      throws IOException {
    List<ByteSpan> headers = new ArrayList<>();
    boolean table = false;
    long packets = FIRST_PACKETS;
    long total = 0;
    long at = 0;
    while (at + START <= bytes) {
      Box box = Box.at(store, location, at, bytes);
      boolean odd = (box.size() < START && !box.isEmpty()) || box.size() > bytes - at;
      if (odd || box.isFragment() || headers.size() == MOST_BOXES) {
        return Optional.empty();
      }
      long end = at + box.size();
      if (box.isMedia()) {
        end = Math.min(end, at + START + packets);
        packets -= Math.max(0, end - at - START);
      }
      total += end - at;
      if (total > MOST_BYTES) {
        return Optional.empty();
      }
      table |= box.isTable();
      headers.add(new ByteSpan(at, end));
      at += box.size();
    }
    return table ? Optional.of(headers) : Optional.empty();
  }

  /**
   * A box at the top of a file.
   *
   * @param size its size in bytes with its header
   */
  private record Box(String type, long size) {
    static Box at(Store store, Location location, long at, long bytes) throws IOException {
      try (InputStream content = store.open(location, at, START);
          DataInputStream header = new DataInputStream(content)) {
        long size = Integer.toUnsignedLong(header.readInt());
        String type = new String(header.readNBytes(4), StandardCharsets.ISO_8859_1);
        if (size == 1) {
          size = header.readLong();
        } else if (size == 0) {
          size = bytes - at;
        }
        return new Box(type, size);
      }
    }

    boolean isMedia() {
      return type.equals("mdat");
    }

    boolean isTable() {
      return type.equals("moov");
    }

    boolean isFragment() {
      return type.equals("moof");
    }

    /** Some writers leave room as a box without content. */
    boolean isEmpty() {
      return size == 8;
    }
  }
}
