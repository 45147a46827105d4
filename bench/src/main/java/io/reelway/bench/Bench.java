package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Runs every benchmark, one after the other, and writes {@code bench/RESULTS.md}. */
public final class Bench {
  /** If set, only benchmarks whose name contains this text run, and no results are written. */
  private static final String ONLY = System.getProperty("reelway.bench.only", "");

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    List<String> report = new ArrayList<>(head());
    for (Setup setup : Setup.possible()) {
      report.add("## " + setup.title());
      report.add("");
      report.add("| what | measured | promise |");
      report.add("|---|---|---|");
      for (Benchmark benchmark : benchmarks()) {
        if (benchmark.name().contains(ONLY)) {
          System.err.println(setup.title() + ": " + benchmark.name());
          measure(benchmark, setup).forEach(row -> add(report, row));
        }
      }
      report.add("");
    }
    if (ONLY.isEmpty()) {
      Files.write(Path.of("bench", "RESULTS.md"), report);
    }
  }

  /** One that this machine cannot run does not end the others. */
  private static List<Benchmark.Row> measure(Benchmark benchmark, Setup setup) throws Exception {
    try {
      return benchmark.run(setup);
    } catch (IOException impossible) {
      return List.of(
          new Benchmark.Row(
              benchmark.name(), "not measured: " + impossible.getMessage(), "", false));
    }
  }

  private static void add(List<String> report, Benchmark.Row row) {
    System.out.println(row.line());
    report.add(row.line());
  }

  private static List<Benchmark> benchmarks() {
    return List.of(
        new Startup(),
        new Overhead(),
        new Segments(),
        new Throughput(),
        new Photos(),
        new Submits(),
        new Polling(),
        new Records(),
        new Following(),
        new LargeFile(),
        new ScaleOut(),
        new Kills(),
        new QualityTargets(),
        new SizeLimits(),
        new Efforts(),
        new NewerCodecs(),
        new FurtherOutputs());
  }

  private static List<String> head() throws IOException {
    return List.of(
        "# Results",
        "",
        "Measured on "
            + LocalDate.now(ZoneOffset.UTC)
            + " with "
            + Runtime.getRuntime().availableProcessors()
            + " cores ("
            + processor()
            + "), Java "
            + Runtime.version().feature()
            + ". `bench/README.md` says how to repeat it.",
        "**(missed)** marks a result that misses its promise.",
        "");
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(info).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }
}
