package io.reelway.api.durability;

import io.reelway.corpus.Tools;
import io.reelway.ffmpeg.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Checks ended jobs for faults and for leftovers. */
final class Inspection {
  /**
   * Longer than the age of abandoned uploads, their sweep and a restarted worker's first heartbeat
   * together.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Installation all;
  private final HttpClient client = HttpClient.newHttpClient();

  /** Hashes of outputs that were decoded before; equal sources often have equal outputs. */
  private final Set<String> sound = new HashSet<>();

  /** A folder only for outputs: the decoding program owns everything in it. */
  private final Path folder;

  Inspection(Installation all) throws IOException {
    this.all = all;
    this.folder = Files.createDirectory(all.work().resolve("inspection"));
  }

  /** The faults of an ended job, as sentences. */
  List<String> faults(Order order, JsonNode job) throws IOException, InterruptedException {
    String end = job.path("status").asString("");
    String reached = end.equals("failed") ? job.at("/error/code").asString("") : end;
    if (!reached.equals(order.sample().end())) {
      return List.of("ended " + reached + ": " + order + " " + job);
    }
    List<String> faults = new ArrayList<>();
    int outputs = end.equals("done") ? 1 : 0;
    if (outputs(order.jobId()) != outputs) {
      faults.add("has " + outputs(order.jobId()) + " outputs: " + order);
    }
    if (end.equals("done")) {
      faults.addAll(faultsOfOutput(order, job));
    }
    return faults;
  }

  private List<String> faultsOfOutput(Order order, JsonNode job)
      throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    double seconds = job.at("/result/outputDurationSec").asDouble(0);
    if (order.sample().seconds() > 0 && Math.abs(seconds - order.sample().seconds()) > 0.2) {
      faults.add("lasts " + seconds + " s: " + order);
    }
    Path file = Files.createTempFile(folder, "download", "");
    HttpResponse<Path> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(job.path("downloadUrl").asString())).build(),
            HttpResponse.BodyHandlers.ofFile(file));
    String sha256 = job.at("/result/sha256").asString();
    if (answer.statusCode() != 200 || !sha256(file).equals(sha256)) {
      faults.add("is not what was promised, " + answer.statusCode() + ": " + order);
    } else if (!sound.contains(sha256) && !decodes(file)) {
      faults.add("cannot be decoded: " + order);
    }
    sound.add(sha256);
    Files.delete(file);
    return faults;
  }

  private boolean decodes(Path file) throws IOException, InterruptedException {
    try (ToolRun run = Tools.ffmpeg().in(folder, Duration.ofMinutes(1))) {
      return run.complete(
                  Tools.ffmpeg()
                      .command(
                          List.of(
                              "-v", "error", "-xerror", "-i", file.toString(), "-f", "null", "-")))
              .exitCode()
          == 0;
    }
  }

  /** The leftovers, after a grace period in which they may still disappear. */
  List<String> leftovers() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    List<String> left = leftNow();
    while (!left.isEmpty() && Instant.now().isBefore(end)) {
      TimeUnit.MILLISECONDS.sleep(250);
      left = leftNow();
    }
    return left;
  }

  private List<String> leftNow() throws IOException, InterruptedException {
    List<String> left = new ArrayList<>();
    all.temporal().open("MediaJobWorkflow").forEach(id -> left.add("open workflow " + id));
    for (Path scratch : all.scratch()) {
      programsIn(scratch).forEach(program -> left.add("program " + program));
      files(scratch).forEach(file -> left.add("scratch " + file));
    }
    for (Path object : all.s3().files()) {
      if (object.startsWith(".sgwtmp") || isUnfinished(object)) {
        left.add("object " + object);
      }
    }
    return left;
  }

  /**
   * A file of a job that is not done, including jobs whose client never got the id, and a part of a
   * divided video.
   */
  private boolean isUnfinished(Path object) throws IOException, InterruptedException {
    return object.startsWith("jobs")
        && (object.endsWith("source")
            || object.getName(2).toString().equals("parts")
            || !isDone(object.getName(1).toString()));
  }

  private boolean isDone(String jobId) throws IOException, InterruptedException {
    return all.api().process().poll(jobId).path("status").asString("").equals("done");
  }

  private long outputs(String jobId) throws IOException {
    Path folder = Path.of("jobs", jobId, "output");
    return all.s3().files().stream().filter(object -> object.startsWith(folder)).count();
  }

  private static List<Path> files(Path scratch) throws IOException {
    if (!Files.exists(scratch)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(scratch)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("owner.lock"))
          .toList();
    } catch (UncheckedIOException changing) {
      return List.of(scratch);
    }
  }

  /** Programs that run in the directory of an attempt, including orphans. */
  private static List<String> programsIn(Path scratch) {
    return ProcessHandle.allProcesses()
        .filter(process -> isIn(process, scratch))
        .map(process -> process.pid() + " " + process.info().command().orElse(""))
        .toList();
  }

  private static boolean isIn(ProcessHandle process, Path folder) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
          .startsWith(folder);
    } catch (IOException gone) {
      return false;
    }
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
