package io.reelway.ffmpeg.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AllocatorTest {
  private static final List<Path> PROGRAM = List.of(Path.of("/bin/sh"));
  private static final Path SWITCH = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final Path SIZE = SWITCH.resolveSibling("hpage_pmd_size");

  @BeforeEach
  void hasLargePages() {
    assumeTrue(Files.isReadable(SWITCH) && Files.isReadable(SIZE), "this system has large pages");
  }

  /** Otherwise glibc would use none, without a message. */
  @Test
  void aSandboxShowsWhetherThereAreLargePages() {
    assertThat(Libraries.of(PROGRAM, Allocator.VARIABLES)).contains(SWITCH, SIZE);
  }

  @Test
  void aProgramWithoutTheSettingsDoesNotSeeIt() {
    assertThat(Libraries.of(PROGRAM, Map.of())).doesNotContain(SWITCH, SIZE);
  }
}
