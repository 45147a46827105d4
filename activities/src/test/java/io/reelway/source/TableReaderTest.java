package io.reelway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
  private static final int ROWS = 10_000;

  @TempDir Path folder;

  /** Rows of 15 bytes, so that blocks end inside of numbers. */
  @Test
  void readsNumbersAcrossBlocks() throws Exception {
    ByteBuffer rows = ByteBuffer.allocate(15 * ROWS);
    for (int i = 0; i < ROWS; i++) {
      rows.putInt(-i).put(new byte[3]).putLong(1L << 40 | i);
    }
    Path file = Files.write(folder.resolve("file"), rows.array());

    try (Bytes bytes = Bytes.of(file)) {
      TableReader table = new TableReader(bytes, 0);
      for (int i = 0; i < ROWS; i++) {
        assertThat(table.u32()).isEqualTo(-i & 0xffff_ffffL);
        table.skip(3);
        assertThat(table.u64()).isEqualTo(1L << 40 | i);
      }
    }
  }

  @Test
  void endsWithItsTable() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[100]);

    try (Bytes bytes = Bytes.of(file)) {
      TableReader table = new TableReader(bytes.part(0, 10), 4);
      assertThat(table.u32()).isZero();
      assertThatExceptionOfType(EOFException.class).isThrownBy(table::u32);
      TableReader outside = new TableReader(bytes, 101);
      assertThatExceptionOfType(EOFException.class).isThrownBy(outside::u32);
    }
  }
}
