package io.reelway.movie;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;

/** Visits the boxes of a movie one by one. Their number is not limited: a long film has 100,000. */
final class MovieBoxes {
  private MovieBoxes() {}

  /** Receives one box. */
  @FunctionalInterface
  interface Visitor {
    void visit(Box box) throws IOException;
  }

  /**
   * Visits the boxes of a parent, in order.
   *
   * @throws EOFException when a box is longer than its parent
   */
  static void each(Bytes parent, long from, Visitor visitor) throws IOException {
    for (long at = from; at + 8 <= parent.size(); ) {
      Box box = at(parent, at);
      visitor.visit(box);
      at = end(box) - parent.position();
    }
  }

  /**
   * Reads the box at a position in its parent.
   *
   * @throws EOFException when the box is longer than its parent
   */
  static Box at(Bytes parent, long at) throws IOException {
    long length = parent.u32(at);
    int header = 8;
    if (length == 1) {
      length = parent.number(at + 8, 8);
      header = 16;
    } else if (length == 0) {
      length = parent.size() - at;
    }
    if (length < header || length > parent.size() - at) {
      throw new EOFException("A box is longer than its parent box");
    }
    return new Box(
        parent.name(at + 4), parent.position() + at + 4, parent.part(at + header, length - header));
  }

  /** The position of a box in the file. */
  static long start(Box box) {
    return box.namedAt() - 4;
  }

  /** The position in the file after the last byte of a box. */
  static long end(Box box) {
    return box.content().position() + box.content().size();
  }
}
