package io.reelway.api;

import io.reelway.corpus.Corpus;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole program, started as {@code main} starts it, on a free port with the test's data
 * directory, and a client that talks to it over real HTTP.
 */
public final class RunningReelway implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ConfigurableApplicationContext context;
  private final Path data;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private RunningReelway(ConfigurableApplicationContext context, Path data) {
    this.context = context;
    this.data = data;
  }

  /**
   * Starts the program with the in-memory engine. It is ready when this method returns.
   *
   * @param data the data directory; the program continues with the data of an earlier start
   * @param settings e.g. {@code reelway.limits.input=1 MiB}; of several with one name, the last
   *     counts
   */
  public static RunningReelway start(Path data, String... settings) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("server.port", "0");
    arguments.put("reelway.engine", "in-memory");
    arguments.put("reelway.data", data.toString());
    arguments.put("reelway.ffmpeg.cache", Path.of("target", "ffmpeg").toAbsolutePath().toString());
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      arguments.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return new RunningReelway(
        SpringApplication.run(
            ReelwayApplication.class,
            arguments.entrySet().stream().map(one -> "--" + one).toArray(String[]::new)),
        data);
  }

  /** A file of the corpus, e.g. {@code image/static.webp}. */
  public static Path media(String name) {
    return Corpus.file(name);
  }

  /** A bean of the program, for state that is not visible from outside. */
  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** Whether the program has a bean of that type. */
  public boolean has(Class<?> type) {
    return context.getBeanNamesForType(type).length > 0;
  }

  /** Stops the worker, so that jobs submitted later stay pending. */
  public void stopWorker() {
    context.getBean("workers", SmartLifecycle.class).stop();
  }

  public int port() {
    return Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer()).getPort();
  }

  /** The absolute URL of a path of this server. */
  public URI url(String path) {
    return URI.create("http://localhost:" + port()).resolve(path);
  }

  /** Submits a file as a client does. */
  public Answer submit(Path file, String preset) throws IOException, InterruptedException {
    return post(
        "/api/media/jobs",
        new MultipartForm()
            .file("media", file.getFileName().toString(), "application/octet-stream", file)
            .field("preset", preset));
  }

  public Answer post(String path, MultipartForm form) throws IOException, InterruptedException {
    return send(request(path).header("Content-Type", form.contentType()), "POST", form.body());
  }

  public Answer get(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path);
    return send(
        headers.length == 0 ? request : request.headers(headers),
        "GET",
        HttpRequest.BodyPublishers.noBody());
  }

  /** Sends a request. */
  public Answer send(HttpRequest.Builder request, String method, BodyPublisher body)
      throws IOException, InterruptedException {
    return new Answer(
        client.send(request.method(method, body).build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  /** Starts to build a request to a path of this server. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url(path)).timeout(PATIENCE);
  }

  /** Polls until the job is final. */
  public JsonNode await(String jobId) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    JsonNode body = poll(jobId);
    while (!isFinal(body)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("Not final after " + PATIENCE + ": " + body);
      }
      TimeUnit.MILLISECONDS.sleep(100);
      body = poll(jobId);
    }
    return body;
  }

  /** Submits a file and polls until the job is final. */
  public JsonNode optimize(Path file, String preset) throws IOException, InterruptedException {
    Answer answer = submit(file, preset);
    if (answer.status() != 202) {
      throw new AssertionError("Not accepted: " + answer.status() + " " + answer.json());
    }
    return await(answer.json().get("jobId").asString());
  }

  public JsonNode poll(String jobId) throws IOException, InterruptedException {
    return get("/api/media/jobs/" + jobId).json();
  }

  /** All files of the data directory that belong to jobs or to unfinished work. */
  public List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("owner.lock"))
          .map(data::relativize)
          .sorted()
          .toList();
    }
  }

  private static boolean isFinal(JsonNode body) {
    return List.of("done", "failed").contains(body.path("status").asString(""));
  }

  @Override
  public void close() {
    client.close();
    context.close();
  }

  /** An answer of the server. */
  public record Answer(HttpResponse<byte[]> response) {
    public int status() {
      return response.statusCode();
    }

    public byte[] bytes() {
      return response.body();
    }

    /** The value of a header; empty when it is missing. */
    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      return JSON.readTree(response.body());
    }

    /** The content as text. */
    public String body() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    /** The content as a stream, for media readers. */
    public InputStream stream() {
      return new ByteArrayInputStream(response.body());
    }

    @Override
    public String toString() {
      return status() + " " + new String(response.body(), StandardCharsets.UTF_8);
    }
  }
}
