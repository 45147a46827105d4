package io.reelway.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program in a separate process, which a test can kill. */
public final class ReelwayProcess implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** The last line of a class histogram: instances, then bytes. */
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** The line of the start that names the port. */
  private static final Pattern PORT = Pattern.compile("page +http://localhost:(\\d+)/");

  private final Process process;
  private final Path log;
  private int port;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private ReelwayProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts the program and waits until it accepts requests. The system chooses its port: between
   * the choice of a port and its use some seconds later, another program could take it.
   *
   * @param name the name of its log file in that directory
   * @param settings e.g. {@code reelway.roles=worker}
   */
  public static ReelwayProcess start(Path work, String name, String... settings)
      throws IOException, InterruptedException {
    return start(List.of(), ReelwayApplication.class, work, name, settings);
  }

  /** Starts the program with a limit on open files and connections. */
  public static ReelwayProcess startWithOpenFiles(
      int files, Path work, String name, String... settings)
      throws IOException, InterruptedException {
    List<String> shell = List.of("sh", "-c", "ulimit -n " + files + " && exec \"$@\"", "sh");
    return start(shell, ReelwayApplication.class, work, name, settings);
  }

  /** Starts another build of the program. */
  public static ReelwayProcess startBuild(
      Class<?> program, Path work, String name, String... settings)
      throws IOException, InterruptedException {
    return start(List.of(), program, work, name, settings);
  }

  private static ReelwayProcess start(
      List<String> before, Class<?> program, Path work, String name, String... settings)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(before);
    words.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx300m",
            "-classpath",
            System.getProperty("java.class.path"),
            program.getName(),
            "--server.port=0",
            "--reelway.data=" + work.resolve("data"),
            "--reelway.ffmpeg.cache=" + Path.of("target", "ffmpeg").toAbsolutePath()));
    Stream.of(settings).map(setting -> "--" + setting).forEach(words::add);
    Path log = work.resolve(name + ".log");
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    ReelwayProcess started = new ReelwayProcess(process, log);
    started.awaitStart();
    return started;
  }

  /** Kills the process, as a crash would: no shutdown code runs. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Sends a signal by its name, e.g. {@code STOP}, to the process. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Asks the process to stop, and waits until it has stopped. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().completeOnTimeout(process, 90, TimeUnit.SECONDS).join();
    kill();
    client.close();
  }

  /**
   * The bytes of live heap objects, after a garbage collection.
   *
   * @throws IOException when the JVM does not answer
   */
  public long heap() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process histogram =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(histogram.getInputStream().readAllBytes(), UTF_8);
    Matcher total = TOTAL.matcher(text);
    if (histogram.waitFor() != 0 || !total.find()) {
      throw new IOException("jcmd: " + text);
    }
    return Long.parseLong(total.group(1));
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** The running child programs of the process. */
  public List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Whether an encoder of the process runs. */
  public boolean encodes() {
    return children().stream()
        .anyMatch(child -> child.info().command().orElse("").endsWith("/ffmpeg"));
  }

  public String submit(Path file, String preset) throws IOException, InterruptedException {
    MultipartForm form =
        new MultipartForm()
            .file("media", file.getFileName().toString(), "application/octet-stream", file)
            .field("preset", preset);
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(url("/api/media/jobs"))
                .header("Content-Type", form.contentType())
                .POST(form.body())
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 202) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body()).get("jobId").asString();
  }

  public JsonNode poll(String jobId) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(url("/api/media/jobs/" + jobId)).build(),
            HttpResponse.BodyHandlers.ofString());
    return JSON.readTree(answer.body());
  }

  /** Polls the job until it has that stage or status. */
  public JsonNode await(String jobId, String stageOrStatus)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      JsonNode job = poll(jobId);
      if (stageOrStatus.equals(job.path("status").asString(""))
          || stageOrStatus.equals(job.path("progress").path("stage").asString(""))) {
        return job;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError(
        jobId + " is not " + stageOrStatus + ": " + poll(jobId) + "\n" + Files.readString(log));
  }

  /** Waits until the job is encoded. Its stage alone says so before a worker has begun. */
  public void awaitEncoder(String jobId) throws IOException, InterruptedException {
    await(jobId, "encoding");
    Instant end = Instant.now().plus(PATIENCE);
    while (!encodes()) {
      assertThat(Instant.now()).as("no encoder runs").isBefore(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private void awaitStart() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!namesItsPort() || !answers()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IOException("It does not start:\n" + Files.readString(log));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean namesItsPort() throws IOException {
    Matcher found = PORT.matcher(Files.readString(log));
    while (found.find()) { // an earlier process may have written the same log
      port = Integer.parseInt(found.group(1));
    }
    return port > 0;
  }

  private boolean answers() throws InterruptedException {
    try {
      poll("00000000-0000-0000-0000-000000000000");
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
