package io.reelway.image.heif;

import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The boxes of an ISO base media file, or inside of one of its boxes. */
public final class Boxes {
  /**
   * The maximum number of boxes in one box. Real files have a few hundred at most: one for each
   * property of each tile.
   */
  private static final int MOST = 10_000;

  private final List<Box> all;

  private Boxes(List<Box> all) {
    this.all = all;
  }

  /**
   * One box.
   *
   * @param type four letters
   * @param namedAt the position of its type in the file
   * @param content its content without the header
   */
  public record Box(String type, long namedAt, Bytes content) {
    /** The boxes inside of this box. */
    public Boxes inside() throws IOException {
      return Boxes.in(content, 0);
    }

    /** The boxes inside of this full box, which starts with a version and flags. */
    public Boxes insideFull() throws IOException {
      return Boxes.in(content, 4);
    }

    /**
     * Follows a path of types: each step takes the first box of a type inside of the box before it.
     */
    public Optional<Box> find(String... path) throws IOException {
      Optional<Box> found = Optional.of(this);
      for (String type : path) {
        if (found.isEmpty()) {
          break;
        }
        found = found.get().inside().first(type);
      }
      return found;
    }

    public int version() throws IOException {
      return content.u8(0);
    }

    public int flags() throws IOException {
      return (int) (content.u32(0) & 0xff_ffff);
    }
  }

  public static Boxes in(Bytes bytes, long from) throws IOException {
    List<Box> boxes = new ArrayList<>();
    long at = from;
    while (at + 8 <= bytes.size() && boxes.size() < MOST) {
      long length = bytes.u32(at);
      int header = 8;
      if (length == 1) {
        length = bytes.number(at + 8, 8);
        header = 16;
      } else if (length == 0) {
        length = bytes.size() - at;
      }
      if (length < header || length > bytes.size() - at) {
        break;
      }
      bytes.budget().entry();
      boxes.add(
          new Box(
              bytes.name(at + 4),
              bytes.position() + at + 4,
              bytes.part(at + header, length - header)));
      at += length;
    }
    return new Boxes(boxes);
  }

  public List<Box> all() {
    return all;
  }

  public List<Box> all(String type) {
    return all.stream().filter(box -> box.type().equals(type)).toList();
  }

  public Optional<Box> first(String type) {
    return all.stream().filter(box -> box.type().equals(type)).findFirst();
  }
}
