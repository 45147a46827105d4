package io.reelway.api.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings in files, one file per setting. */
class SecretFilesTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir private Path work;

  @Test
  void areReadAndThenErasedWhenErasureIsAllowed() throws Exception {
    Path secrets = Files.createDirectories(work.resolve("secrets"));
    Path keys = Files.writeString(secrets.resolve("reelway.keys"), "me:" + KEY);
    Path inner = Files.createDirectories(secrets.resolve("inner"));
    // A second hard link shows the content after the erasure.
    Path copy = Files.createLink(work.resolve("copy"), keys);

    try (RunningReelway reelway = start(secrets, true)) {
      assertThat(reelway.get("/api/media/jobs").status()).isEqualTo(401);
      assertThat(reelway.get("/api/media/jobs", "x-api-key", KEY).status()).isEqualTo(200);
      assertThat(keys).doesNotExist();
      assertThat(Files.readString(copy)).doesNotContain(KEY);
      assertThat(inner).isDirectory();
    }
  }

  @Test
  void stayWhenErasureIsNotAllowed() throws Exception {
    Path secrets = Files.createDirectories(work.resolve("secrets"));
    Path keys = Files.writeString(secrets.resolve("reelway.keys"), "me:" + KEY);

    try (RunningReelway reelway = start(secrets, false)) {
      assertThat(reelway.get("/api/media/jobs", "x-api-key", KEY).status()).isEqualTo(200);
      assertThat(keys).hasContent("me:" + KEY);
    }
  }

  @Test
  void thatCannotBeErasedAreNamedWithoutStoppingTheStart() throws Exception {
    Path secrets = Files.createDirectories(work.resolve("secrets"));
    Path gone = Files.createSymbolicLink(secrets.resolve("a"), work.resolve("nowhere"));
    Path own = Files.writeString(secrets.resolve("b"), KEY);

    new SecretFiles(secrets, true).eraseWhenRead();
    new SecretFiles(work.resolve("missing"), true).eraseWhenRead();

    assertThat(gone).isSymbolicLink();
    assertThat(own).doesNotExist();
  }

  private RunningReelway start(Path secrets, boolean erase) {
    return RunningReelway.start(
        work.resolve("data"), "reelway.secrets=" + secrets, "reelway.secrets-erase=" + erase);
  }
}
