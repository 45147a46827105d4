package io.reelway.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Reads the numbers of a table one after another, through a buffer of its own. {@link Bytes} keeps
 * only one block of the file, so tables that are read in turns would load a block for each number.
 * A long film has millions. Not thread-safe.
 *
 * <p>Numbers are unsigned and big-endian. Every method throws {@link EOFException} at the end of
 * the table, and charges the {@link ReadBudget} of the file once per block.
 */
public final class TableReader {
  private static final int BLOCK = 16 << 10;

  private final Bytes table;
  private final ByteBuffer block;
  private long loaded;

  /**
   * @param table its end is the end of the table
   * @param at the position of the first number
   */
  public TableReader(Bytes table, long at) throws IOException {
    int size = Math.clamp(table.size() - at, 0, BLOCK);
    table.budget().keep(size);
    this.table = table;
    this.block = ByteBuffer.allocate(size).limit(0);
    this.loaded = at;
  }

  /** The next four bytes. */
  public long u32() throws IOException {
    return next(4).getInt() & 0xffff_ffffL;
  }

  /** The next eight bytes. */
  public long u64() throws IOException {
    return next(8).getLong();
  }

  /** Passes over numbers that are not wanted. */
  public void skip(int bytes) throws IOException {
    ByteBuffer some = next(bytes);
    some.position(some.position() + bytes);
  }

  private ByteBuffer next(int bytes) throws IOException {
    if (block.remaining() < bytes) {
      loaded -= block.remaining();
      block.clear().limit(Math.clamp(table.size() - loaded, 0, block.capacity()));
      if (block.limit() < bytes) {
        throw new EOFException("A table is cut off");
      }
      table.read(loaded, block);
      block.flip();
      loaded += block.limit();
    }
    return block;
  }
}
