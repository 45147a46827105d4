package io.reelway.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that submits, polls and downloads. Thread-safe. */
final class Client {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BOUNDARY = "reelway-bench";

  private static final Pattern FINAL = Pattern.compile("\"completedAt\":\\d");

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private final URI server;

  Client(URI server) {
    this.server = server;
  }

  boolean isReady() throws InterruptedException {
    try {
      return poll("00000000-0000-0000-0000-000000000000").get().statusCode() == 404;
    } catch (java.util.concurrent.ExecutionException notYet) {
      return false;
    }
  }

  /**
   * Submits a job with options.
   *
   * @param options a JSON object
   * @return its id
   */
  String submit(Path file, String preset, String options) throws IOException, InterruptedException {
    HttpRequest request =
        form(
                file.getFileName().toString(),
                BodyPublishers.ofFile(file),
                Map.of("preset", preset, "options", options))
            .build();
    return accepted(http.send(request, BodyHandlers.ofString()));
  }

  String submit(Path file, String preset) throws IOException, InterruptedException {
    return submit(file.getFileName().toString(), BodyPublishers.ofFile(file), preset);
  }

  /**
   * Submits a job.
   *
   * @return its id
   */
  String submit(String name, BodyPublisher content, String preset)
      throws IOException, InterruptedException {
    return accepted(offer(name, content, preset));
  }

  private static String accepted(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != 202) {
      throw new IOException("Refused: " + answer.statusCode() + " " + answer.body());
    }
    return id(answer);
  }

  /**
   * Submits a job and waits for its end, in one request if the server answers in time. A busy
   * server is asked again.
   *
   * @throws IOException when the server refuses the job for another reason, or when it fails
   */
  void optimize(Path file, String preset) throws IOException, InterruptedException {
    HttpRequest request =
        form(file.getFileName().toString(), BodyPublishers.ofFile(file), Map.of("preset", preset))
            .header("Prefer", "wait=60")
            .build();
    HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
    while (answer.statusCode() == 503) {
      TimeUnit.MILLISECONDS.sleep(100);
      answer = http.send(request, BodyHandlers.ofString());
    }
    switch (answer.statusCode()) {
      case 200 -> isDone(JSON.readTree(answer.body()));
      case 202 -> awaitQuietly(id(answer));
      default -> throw new IOException("Refused: " + answer.statusCode() + " " + answer.body());
    }
  }

  /** The job id in the answer to an accepted submit. */
  static String id(HttpResponse<String> accepted) {
    return JSON.readTree(accepted.body()).get("jobId").asString();
  }

  /** Submits a job that the server may refuse. */
  HttpResponse<String> offer(String name, BodyPublisher content, String preset)
      throws IOException, InterruptedException {
    return http.send(
        form(name, content, Map.of("preset", preset)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder form(String name, BodyPublisher content, Map<String, String> fields) {
    StringBuilder head = new StringBuilder();
    fields.forEach((field, value) ->
        head.append(
            "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                .formatted(BOUNDARY, field, value)));
    head.append(
        "--%s\r\nContent-Disposition: form-data; name=\"media\"; filename=\"%s\"\r\n\r\n"
            .formatted(BOUNDARY, name));
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head.toString()),
            content,
            BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    return HttpRequest.newBuilder(server.resolve("/api/media/jobs"))
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(body);
  }

  CompletableFuture<HttpResponse<String>> poll(String jobId) {
    return http.sendAsync(
        HttpRequest.newBuilder(server.resolve("/api/media/jobs/" + jobId)).build(),
        BodyHandlers.ofString());
  }

  /** Requests a page of the list. */
  void list(String filter) throws IOException, InterruptedException {
    HttpResponse<String> page =
        http.send(
            HttpRequest.newBuilder(server.resolve("/api/media/jobs?" + filter)).build(),
            BodyHandlers.ofString());
    if (page.statusCode() != 200) {
      throw new IOException("Refused: " + page.statusCode() + " " + page.body());
    }
  }

  /**
   * Reads the events of a job until the server ends them. Returns whether the last event was a
   * final state.
   */
  CompletableFuture<Boolean> follow(String jobId) {
    return http.sendAsync(
            HttpRequest.newBuilder(server.resolve("/api/media/jobs/" + jobId + "/events")).build(),
            BodyHandlers.ofString())
        .thenApply(answer -> {
          int last = answer.body().lastIndexOf("data:");
          return last >= 0 && FINAL.matcher(answer.body().substring(last)).find();
        });
  }

  /** Polls every 10 ms until the job is done, so that the measured time is accurate to 10 ms. */
  JsonNode await(String jobId) throws IOException, InterruptedException {
    JsonNode job = look(jobId);
    while (!isDone(job)) {
      TimeUnit.MILLISECONDS.sleep(10);
      job = look(jobId);
    }
    return job;
  }

  /** Waits with long polls until the job is done, so that the wait itself costs nothing. */
  JsonNode awaitQuietly(String jobId) throws IOException {
    JsonNode job = look(jobId);
    while (!isDone(job)) {
      job = look(jobId + "?wait=30");
    }
    return job;
  }

  /**
   * Polls the job once.
   *
   * @throws IOException when the job has failed
   */
  boolean hasEnded(String jobId) throws IOException {
    return isDone(look(jobId));
  }

  /** Whether the server is ready: the engine answers and its queues are served. */
  boolean isUp() throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(server.resolve("/actuator/health/readiness")).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private JsonNode look(String path) {
    return JSON.readTree(poll(path).join().body());
  }

  private static boolean isDone(JsonNode job) throws IOException {
    String status = job.get("status").asString();
    if (status.equals("failed")) {
      throw new IOException("The job failed: " + job);
    }
    return status.equals("done");
  }

  /**
   * Downloads the output and discards it.
   *
   * @return size in bytes
   */
  long download(JsonNode job) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(job.get("downloadUrl").asString())).build(),
            BodyHandlers.ofInputStream());
    try (InputStream content = answer.body()) {
      return content.transferTo(OutputStream.nullOutputStream());
    }
  }
}
