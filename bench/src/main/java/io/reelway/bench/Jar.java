package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What an operator starts.
 *
 * @param options options of the JVM
 * @param file the jar
 */
record Jar(List<String> options, Path file) {
  private static final Path BUILT = Path.of("api", "target", "reelway.jar").toAbsolutePath();
  private static final Path UNPACKED = Path.of("bench", "target", "unpacked").toAbsolutePath();
  private static final Path PICTURE =
      Path.of("docs", "images", "page-start-390-dark.png").toAbsolutePath();
  private static final boolean AOT = Runtime.version().feature() >= 25;

  /** An earlier run of the benchmarks may have left the cache of another build. */
  private static boolean made;

  /** The jar that the build has made. */
  static Jar plain() {
    return new Jar(List.of(), BUILT);
  }

  /** The same, unpacked and with a cache of its classes, as docs/operations.md says. */
  static Jar cached() throws IOException, InterruptedException {
    Path cache = UNPACKED.resolve("reelway.aot");
    Path file = UNPACKED.resolve(BUILT.getFileName());
    if (!made) {
      run(
          "-Djarmode=tools",
          "-jar",
          BUILT.toString(),
          "extract",
          "--force",
          "--destination",
          UNPACKED.toString());
      String make = AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=";
      run(
          make + cache,
          "-jar",
          file.toString(),
          "optimize",
          PICTURE.toString(),
          "--again",
          "--out",
          UNPACKED.resolve("trained").toString());
      made = true;
    }
    return new Jar(List.of((AOT ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + cache), file);
  }

  private static void run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("XDG_CACHE_HOME", UNPACKED.resolve("cache").toString());
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("Failed: " + command);
    }
  }

  /** The Java of this benchmark. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
