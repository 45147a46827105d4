package io.reelway.ffmpeg.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllocatorTest {
  private static final List<Path> PROGRAM = List.of(Path.of("/bin/sh"));
  private static final Path SWITCH = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final Path SIZE = SWITCH.resolveSibling("hpage_pmd_size");

  /** Otherwise glibc would use none, without a message. */
  @Test
  void aSandboxShowsWhetherThereAreLargePages() {
    assertThat(Libraries.of(PROGRAM, Allocator.VARIABLES)).containsAll(readable());
  }

  @Test
  void aProgramWithoutTheSettingsDoesNotSeeIt() {
    assertThat(Libraries.of(PROGRAM, Map.of())).doesNotContain(SWITCH, SIZE);
  }

  /** A system without large pages has none of these files. */
  private static List<Path> readable() {
    return Stream.of(SWITCH, SIZE).filter(Files::isReadable).toList();
  }
}
