package io.reelway.api.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.reelway.docs.Document;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes a cache of loaded classes from the jar that was just packaged, as docs/operations.md says.
 */
class ClassCacheIT {
  private static final boolean AOT = Runtime.version().feature() >= 25;

  @TempDir private Path folder;

  @Test
  void theUnpackedJarTakesItsClassesFromTheCache() throws Exception {
    assumeTrue(Boolean.getBoolean("reelway.jar.has-ffmpeg"));
    Files.createSymbolicLink(
        folder.resolve("reelway.jar"), Path.of(System.getProperty("reelway.jar", "")));
    BufferedImage photo = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(photo, "jpg", folder.resolve("photo.jpg").toFile());
    List<String> commands =
        Document.read("docs/operations.md").in("sh").stream()
            .filter(example -> example.note().contains("ClassCacheIT"))
            .flatMap(example -> example.text().lines())
            .toList();
    assertThat(commands).hasSize(3);

    run(commands.get(0), "");
    run(commands.get(1), "");
    String log = run(commands.get(2) + " optimize photo.jpg --out again", "-Xlog:class+load");

    assertThat(log)
        .containsPattern("io[.]reelway[.]api[.]ReelwayApplication source: shared objects file");
  }

  /** Runs a command of the document with the Java of this test, and with more options for it. */
  private String run(String command, String options) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    words.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!AOT) {
      words.replaceAll(ClassCacheIT::before25);
    }
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("XDG_CACHE_HOME", folder.toString());
    builder.environment().put("JDK_JAVA_OPTIONS", options);
    Process process = builder.start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(command).isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  private static String before25(String word) {
    return word.replace("-XX:AOTCacheOutput=", "-XX:ArchiveClassesAtExit=")
        .replace("-XX:AOTCache=", "-XX:SharedArchiveFile=");
  }
}
