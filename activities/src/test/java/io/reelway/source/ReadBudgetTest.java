package io.reelway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.failure.StageException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBudgetTest {
  @TempDir Path folder;

  private final ReadBudget budget = new ReadBudget();

  @Test
  void stopsWorkThatTakesTooManySteps() {
    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> budget.steps(ReadBudget.STEPS + 1));
  }

  @Test
  void stopsAListWithTooManyEntries() {
    assertThatCode(
            () -> {
              for (int i = 0; i < ReadBudget.ENTRIES; i++) {
                budget.entry();
              }
            })
        .doesNotThrowAnyException();
    assertThatExceptionOfType(StageException.class).isThrownBy(budget::entry);
  }

  @Test
  void stopsAReadThatKeepsTooMuchMemory() {
    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> budget.keep(ReadBudget.KEPT + 1));
  }

  @Test
  void growsWithAFileThatIsReadWhole() throws Exception {
    long size = 1 << 30;
    ReadBudget whole = ReadBudget.ofWhole(size);
    long steps = ReadBudget.STEPS + ReadBudget.STEPS_PER_BYTE * size;

    whole.steps(steps);

    assertThatExceptionOfType(StageException.class).isThrownBy(() -> whole.steps(1025));
  }

  /** The pieces of a long film are read one after another. */
  @Test
  void limitsOnlyThePiecesOfAFileThatIsReadWhole() throws Exception {
    ReadBudget whole = ReadBudget.ofWhole(1 << 30);

    for (int i = 0; i < 2 * ReadBudget.ENTRIES; i++) {
      whole.entry();
    }
    whole.keep(ReadBudget.KEPT);
    whole.keep(ReadBudget.KEPT);

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> whole.keep(ReadBudget.KEPT + 1));
  }

  @Test
  void stopsWorkOfAnInterruptedThread() {
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(InterruptedIOException.class)
          .isThrownBy(() -> budget.steps(10_000));
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void isSharedByAllPartsOfAFile() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[100]);

    try (Bytes bytes = Bytes.of(file)) {
      assertThat(bytes.part(10, 20).part(1, 2).budget()).isSameAs(bytes.budget());
    }
  }

  /** The budget grows with the size of the file, so that a complete copy is allowed. */
  @Test
  void allowsACopyOfTheWholeFile() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[64 << 20]);

    try (Bytes bytes = Bytes.of(file)) {
      assertThatCode(() -> bytes.copyTo(0, bytes.size(), OutputStream.nullOutputStream()))
          .doesNotThrowAnyException();
    }
  }
}
