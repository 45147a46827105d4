package io.reelway.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * A file, or a part of one, read at positions: never whole in memory, never beyond the end. Numbers
 * are big-endian unless the method says otherwise. Not thread-safe.
 *
 * <p>Every method throws {@link EOFException} for a position past the end. A length that a header
 * invents therefore ends a walk instead of growing memory. Every read is charged to the file's
 * {@link ReadBudget}, which limits work and memory regardless of the content of the file.
 */
public final class Bytes implements AutoCloseable {
  private static final int WINDOW = 16 << 10;

  /** Heap size of a part, in bytes. */
  private static final int PART = 40;

  /** Bytes that cost one step in a tight loop, such as a search. */
  private static final int TIGHT = 8;

  private final Window window;
  private final long start;
  private final long size;

  private Bytes(Window window, long start, long size) {
    this.window = window;
    this.start = start;
    this.size = size;
  }

  /** Opens a file to read its headers; the caller closes it. */
  public static Bytes of(Path file) throws IOException {
    return open(file, size -> new ReadBudget());
  }

  /**
   * Opens a file to read it from its start to its end; the caller closes it. The budget grows with
   * the size of the file.
   */
  public static Bytes ofWhole(Path file) throws IOException {
    return open(file, ReadBudget::ofWhole);
  }

  private static Bytes open(Path file, LongFunction<ReadBudget> budget) throws IOException {
    FileChannel channel = FileChannel.open(file);
    long size = channel.size();
    return new Bytes(new Window(channel, budget.apply(size)), 0, size);
  }

  /** A part as a file of its own. Closing the whole file closes the part. */
  public Bytes part(long at, long length) throws IOException {
    check(at, length);
    window.budget.keep(PART);
    return new Bytes(window, start + at, length);
  }

  /** What may still be read and kept of the file. All parts share one budget. */
  public ReadBudget budget() {
    return window.budget;
  }

  /** Position of the first byte in the file. */
  public long position() {
    return start;
  }

  /** Number of bytes. */
  public long size() {
    return size;
  }

  /** One byte, 0 to 255. */
  public int u8(long at) throws IOException {
    return view(at, 1).get() & 0xff;
  }

  /** Two bytes as an unsigned number. */
  public int u16(long at) throws IOException {
    return view(at, 2).getShort() & 0xffff;
  }

  /** Four bytes as an unsigned number. */
  public long u32(long at) throws IOException {
    return view(at, 4).getInt() & 0xffff_ffffL;
  }

  /** An unsigned number of up to eight bytes; zero bytes mean 0. */
  public long number(long at, int length) throws IOException {
    ByteBuffer view = view(at, length);
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << 8 | (view.get() & 0xff);
    }
    return number;
  }

  /** An unsigned little-endian number of up to four bytes. */
  public long little(long at, int length) throws IOException {
    ByteBuffer view = view(at, length);
    long number = 0;
    for (int i = 0; i < length; i++) {
      number |= (view.get() & 0xffL) << (8 * i);
    }
    return number;
  }

  /** The four letters that name a chunk or a box, at that position. */
  public String name(long at) throws IOException {
    return text(at, 4);
  }

  /**
   * Reads bytes as text, one character per byte.
   *
   * @param length at most 16 KiB
   */
  public String text(long at, int length) throws IOException {
    ByteBuffer view = view(at, length);
    byte[] letters = new byte[length];
    view.get(letters);
    return new String(letters, StandardCharsets.ISO_8859_1);
  }

  /** Whether the text is at that position; {@code false} past the end. */
  public boolean says(String text, long at) throws IOException {
    return at + text.length() <= size && text.equals(text(at, text.length()));
  }

  /**
   * Finds the next byte with that value.
   *
   * @return its position; the size when there is none
   */
  public long find(int value, long from) throws IOException {
    long at = from;
    while (at < size) {
      ByteBuffer view = view(at, 1);
      int length = (int) Math.min(view.remaining(), size - at);
      for (int i = 0; i < length; i++) {
        if ((view.get() & 0xff) == value) {
          window.budget.steps(i / TIGHT);
          return at + i;
        }
      }
      window.budget.steps(length / TIGHT);
      at += length;
    }
    return size;
  }

  /** Reads a part into memory. */
  public byte[] copy(long at, int length) throws IOException {
    check(at, length);
    window.budget.keep(length);
    byte[] copy = new byte[length];
    window.fill(ByteBuffer.wrap(copy), start + at);
    return copy;
  }

  /** Fills a buffer, which the caller may reuse, from a position. */
  void read(long at, ByteBuffer target) throws IOException {
    check(at, target.remaining());
    window.budget.steps(target.remaining() / TIGHT);
    window.fill(target, start + at);
  }

  /** Writes a part to a stream. */
  public void copyTo(long at, long length, OutputStream out) throws IOException {
    check(at, length);
    byte[] block = new byte[(int) Math.min(WINDOW, length)];
    for (long done = 0; done < length; done += WINDOW) {
      int some = (int) Math.min(WINDOW, length - done);
      window.fill(ByteBuffer.wrap(block, 0, some), start + at + done);
      out.write(block, 0, some);
    }
  }

  /**
   * Copies the content of a file but not its permissions, because this process must be able to
   * write the copy.
   */
  public static void copy(Path source, Path target) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      Files.copy(source, out);
    }
  }

  /** Overwrites single bytes of a file. The map holds a byte for each position. */
  public static void change(Path file, Map<Long, Byte> changes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (Map.Entry<Long, Byte> change : changes.entrySet()) {
        channel.write(ByteBuffer.wrap(new byte[] {change.getValue()}), change.getKey());
      }
    }
  }

  private ByteBuffer view(long at, int length) throws IOException {
    check(at, length);
    window.budget.steps(1 + length);
    return window.at(start + at, length);
  }

  private void check(long at, long length) throws EOFException {
    if (at < 0 || length < 0 || at > size - length) {
      throw new EOFException("No data at offset " + at);
    }
  }

  @Override
  public void close() throws IOException {
    window.channel.close();
  }

  /**
   * The last block that was read of the file. All parts share it, because there may be thousands of
   * them.
   */
  private static final class Window {
    private final FileChannel channel;
    private final ReadBudget budget;
    private final ByteBuffer content = ByteBuffer.allocate(WINDOW).limit(0);
    private long start;

    Window(FileChannel channel, ReadBudget budget) {
      this.channel = channel;
      this.budget = budget;
    }

    /** Returns that many bytes from a position in the file, which must have them. */
    ByteBuffer at(long at, int length) throws IOException {
      if (at < start || at + length > start + content.limit()) {
        content.clear().limit((int) Math.min(WINDOW, channel.size() - at));
        fill(content, at);
        content.flip();
        start = at;
      }
      return content.position((int) (at - start));
    }

    private void fill(ByteBuffer target, long at) throws IOException {
      int first = target.position();
      budget.loaded(target.remaining());
      while (target.hasRemaining()) {
        if (channel.read(target, at + target.position() - first) < 0) {
          throw new EOFException();
        }
      }
    }
  }
}
