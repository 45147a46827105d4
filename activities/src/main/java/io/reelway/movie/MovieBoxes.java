package io.reelway.movie;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;

/** Walks the boxes of a movie one by one, however many there are: a long film has 100,000. */
final class MovieBoxes {
  private MovieBoxes() {}

  /** Takes one box. */
  @FunctionalInterface
  interface Visitor {
    void visit(Box box) throws IOException;
  }

  /**
   * Visits the boxes of a parent, in order.
   *
   * @throws EOFException when one is longer than its parent
   */
  static void each(Bytes parent, long from, Visitor visitor) throws IOException {
    for (long at = from; at + 8 <= parent.size(); ) {
      Box box = at(parent, at);
      visitor.visit(box);
      at = end(box) - parent.position();
    }
  }

  /** The box at a place of its parent. */
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
      throw new EOFException("A box is longer than what it is in");
    }
    return new Box(
        parent.name(at + 4), parent.position() + at + 4, parent.part(at + header, length - header));
  }

  /** Where a box starts in the file. */
  static long start(Box box) {
    return box.namedAt() - 4;
  }

  /** Where it ends in the file. */
  static long end(Box box) {
    return box.content().position() + box.content().size();
  }
}
