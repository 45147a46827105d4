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
   * @param id with its length bits, as the specification writes it
   * @param at where it starts in the file
   * @param content where its content starts in the file
   * @param size of its content; -1 when it is not known: it ends where the next of its kind begins
   */
  record Element(long id, long at, long content, long size) {
    boolean isOpen() {
      return size < 0;
    }

    /** Where it ends in the file. */
    long end() {
      return content + size;
    }
  }

  /** Takes one element. */
  @FunctionalInterface
  interface Visitor {
    void visit(Element element) throws IOException;
  }

  /**
   * Visits the elements between two places of a file.
   *
   * @throws EOFException when one is longer than its parent or does not tell its size
   */
  static void each(Bytes file, long from, long end, Visitor visitor) throws IOException {
    for (long at = from; at < end; ) {
      Element element = at(file, at, end);
      if (element.isOpen()) {
        throw new EOFException("An element of unknown size");
      }
      visitor.visit(element);
      at = element.end();
    }
  }

  /** The element at a place, which ends before its parent does. */
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
      throw new EOFException("An element is longer than what it is in");
    }
    return new Element(file.number(at, idLength), at, content, size);
  }

  /** The bytes of a number, told by the zero bits it begins with. */
  private static int length(int first, int most) throws EOFException {
    int length = Integer.numberOfLeadingZeros(first) - 23;
    if (length > most) {
      throw new EOFException("Not an element");
    }
    return length;
  }

  /** The number in which a block tells its track, without its length bits. */
  static long trackOf(Bytes file, long block) throws IOException {
    int first = file.u8(block);
    int length = length(first, 8);
    long rest = file.number(block + 1, length - 1);
    return ((first & (0xffL >> length)) << (8 * (length - 1))) | rest;
  }

  /** Makes space that is to be skipped of an element. */
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
