package io.reelway.api.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayProcess;
import io.reelway.corpus.Corpus;
import io.reelway.outside.ExternalProgram;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other users of the machine cannot read client data or secrets. */
class PrivateDataTest {
  @TempDir Path work;
  private Path data;

  /** Creates an open directory, like a container volume or a folder of a package. */
  @BeforeEach
  void createADirectoryThatAllMayEnter() throws IOException {
    data = Files.createDirectory(work.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void isReadableOnlyByItsUserDuringAndAfterAJob() throws Exception {
    try (ReelwayProcess reelway =
        ReelwayProcess.start(
            work,
            "one",
            "reelway.engine=dev-server",
            "reelway.dev-server.path=" + ExternalProgram.TEMPORAL.path(),
            "reelway.dev-server.ui-port=0")) {
      String job = reelway.submit(Corpus.file("video/h264-540p30-5s-flower.mp4"), "web");

      reelway.awaitEncoder(job);
      assertThat(files()).anyMatch(file -> file.toString().contains("scratch"));
      assertThat(files()).anyMatch(file -> file.endsWith("source"));
      assertThat(files()).anyMatch(file -> file.endsWith("reelway.sqlite-wal"));
      assertThat(files()).anyMatch(file -> file.endsWith("temporal.sqlite"));
      assertThat(readableByOthers()).isEmpty();

      reelway.await(job, "done");
      assertThat(files()).anyMatch(file -> file.toString().contains("output"));
      assertThat(readableByOthers()).isEmpty();
    }
  }

  @Test
  void makesAnOpenDatabasePrivate() throws Exception {
    Path database = Files.createFile(data.resolve("reelway.sqlite"));
    Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r--r--"));

    try (ReelwayProcess reelway = ReelwayProcess.start(work, "one", "reelway.engine=in-memory")) {
      assertThat(reelway.url("/")).isNotNull();
      assertThat(readableByOthers()).isEmpty();
    }
  }

  private List<Path> files() throws IOException {
    return walk(false);
  }

  private List<Path> readableByOthers() throws IOException {
    return walk(true).stream()
        // This lock file has no content.
        .filter(file -> !file.endsWith("temporal.sqlite.lock"))
        .filter(file -> !file.endsWith("temporal.sqlite.pid"))
        .toList();
  }

  /** Lists all files, or only those that others can reach and read. */
  private List<Path> walk(boolean asOthers) throws IOException {
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        data,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            return asOthers && !permissions(directory).contains(PosixFilePermission.OTHERS_EXECUTE)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!asOthers || permissions(file).contains(PosixFilePermission.OTHERS_READ)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path goneMeanwhile, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static Set<PosixFilePermission> permissions(Path path) throws IOException {
    return Files.getPosixFilePermissions(path);
  }
}
