package io.reelway.movie;

import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;

/** Walks the elements of a WebM file one by one. */
final class Ebml {
  private static final int VOID = 0xec;

  /** The longest content whose length fits into one byte. */
  private static final long SHORT = 0x7e;

  private static final int LONG_HEADER = 9;

  private Ebml() {}

  /**
   * An element.
   *
   * @param id its id with the length bits, as in the specification
   * @param at its position in the file
   * @param content the position of its content in the file
   * @param size the size of its content in bytes; -1 when unknown. Such an element ends where the
   *     next of its kind begins
   */
  record Element(long id, long at, long content, long size) {
    boolean isOpen() {
      return size < 0;
    }

    /** The position in the file after its last byte. */
    long end() {
      return content + size;
    }
  }

  /** Receives one element. */
  @FunctionalInterface
  interface Visitor {
    void visit(Element element) throws IOException;
  }

  /**
   * Visits the elements between two positions in a file.
   *
   * @throws EOFException when an element is longer than its parent or has an unknown size
   */
  static void each(Bytes file, long from, long end, Visitor visitor) throws IOException {
    for (long at = from; at < end; ) {
      Element element = at(file, at, end);
      if (element.isOpen()) {
        throw new EOFException("An element has an unknown size");
      }
      visitor.visit(element);
      at = element.end();
    }
  }

  /**
   * Reads the element at a position.
   *
   * @param end the end of its parent
   * @throws EOFException when there is no element at the position, or when it is longer than its
   *     parent
   */
  static Element at(Bytes file, long at, long end) throws IOException {
    int idLength = length(file.u8(at), 4);
    int first = file.u8(at + idLength);
    int sizeLength = length(first, 8);
    long rest = file.number(at + idLength + 1, sizeLength - 1);
    long mask = 0xffL >> sizeLength;
    long size = ((first & mask) << (8 * (sizeLength - 1))) | rest;
    long unknown = (1L << (7 * sizeLength)) - 1;
    long content = at + idLength + sizeLength;
    if (size == unknown) {
      return new Element(file.number(at, idLength), at, content, -1);
    }
    if (size > end - content) {
      throw new EOFException("An element is longer than its parent element");
    }
    return new Element(file.number(at, idLength), at, content, size);
  }

  /** The length of a number in bytes, which its leading zero bits encode. */
  private static int length(int first, int most) throws EOFException {
    int length = Integer.numberOfLeadingZeros(first) - 23;
    if (length > most) {
      throw new EOFException("Invalid element id or size");
    }
    return length;
  }

  /** The track number of a block, without its length bits. */
  static long trackOf(Bytes file, long block) throws IOException {
    int first = file.u8(block);
    int length = length(first, 8);
    long rest = file.number(block + 1, length - 1);
    return ((first & (0xffL >> length)) << (8 * (length - 1))) | rest;
  }

  /** Turns an element into a {@code Void} element of the same size, which readers skip. */
  static void free(CleanCopy copy, Element element) throws IOException {
    long whole = element.end() - element.at();
    copy.zero(element.at(), whole);
    copy.put(element.at(), VOID);
    if (whole - 2 <= SHORT) {
      copy.put(element.at() + 1, 0x80 | (int) (whole - 2));
    } else {
      long size = whole - LONG_HEADER;
      byte[] length = new byte[8];
      length[0] = 1;
      for (int i = 7; i > 0; i--, size >>= 8) {
        length[i] = (byte) size;
      }
      copy.put(element.at() + 1, length);
    }
  }
}
