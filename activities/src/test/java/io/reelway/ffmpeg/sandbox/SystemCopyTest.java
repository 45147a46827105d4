package io.reelway.ffmpeg.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class SystemCopyTest {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  @TempDir private Path folder;

  private Path cache;
  private Path library;
  private Path program;

  @BeforeEach
  void layOut() throws IOException {
    cache = Files.createDirectory(folder.resolve("cache"));
    library = Files.createDirectories(folder.resolve("lib/deep")).resolve("libc.so");
    program = Files.createDirectory(folder.resolve("bin")).resolve("setpriv");
    Files.writeString(library, "first");
    Files.writeString(program, "program");
  }

  @Test
  void holdsEachFileBelowItsWholePath() throws IOException {
    SystemCopy copy = copy();
    assertThat(copy.copyOf(library)).hasContent("first").endsWith(Path.of("lib/deep/libc.so"));
    assertThat(copy.copyOf(program)).hasContent("program");
  }

  @Test
  void theSameFilesAreCopiedOnce() throws IOException {
    Path first = copy().folder();
    assertThat(copy().folder()).isEqualTo(first);
    try (Stream<Path> folders = Files.list(cache)) {
      assertThat(folders).containsExactly(first);
    }
  }

  @Test
  void aFileThatChangesIsCopiedAgain() throws IOException {
    SystemCopy before = copy();
    Files.writeString(library, "later");
    SystemCopy after = copy();
    assertThat(before.copyOf(library)).hasContent("first");
    assertThat(after.copyOf(library)).hasContent("later");
  }

  /** ffmpeg may run as another user than the worker. */
  @Test
  void everyUserMayRunTheCopies() throws IOException {
    Files.setPosixFilePermissions(program, OWNER_ONLY);
    SystemCopy copy = copy();
    try (Stream<Path> all = Files.walk(copy.folder())) {
      assertThat(all)
          .allMatch(path -> PosixFilePermissions.toString(permissions(path)).equals("rwxr-xr-x"));
    }
  }

  private SystemCopy copy() throws IOException {
    return SystemCopy.of(Set.of(library, program), cache);
  }

  private static Set<PosixFilePermission> permissions(Path path) {
    try {
      return Files.getPosixFilePermissions(path);
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }
}
