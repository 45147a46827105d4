package io.reelway.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/**
 * A media service without an engine, a store and a sandbox, to compare with: a process that does
 * one job at a time. A request carries the file; the service runs ffprobe, then ffmpeg, and answers
 * when the output is there. It keeps nothing and does not check the output.
 */
public final class OldService {
  private final Path directory;
  private final List<String> encode;

  private OldService(Path directory, List<String> encode) {
    this.directory = directory;
    this.encode = encode;
  }

  /**
   * Starts the service.
   *
   * @param arguments the port, a directory for its files, and the words of the encode; the word
   *     after {@code -i} and the last one are replaced
   */
  public static void main(String[] arguments) throws IOException {
    List<String> words = List.of(arguments);
    OldService service =
        new OldService(Path.of(words.get(1)), List.copyOf(words.subList(2, words.size())));
    HttpServer server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(words.get(0))),
            0);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.createContext("/api/media/jobs", service::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      send(exchange, 404, "{\"status\":\"unknown\"}");
      return;
    }
    try {
      long bytes = optimize(media(exchange));
      send(exchange, 200, "{\"status\":\"done\",\"outputBytes\":" + bytes + "}");
    } catch (IOException | InterruptedException failure) {
      send(exchange, 500, "{\"status\":\"failed\"}");
      System.err.println("The old service failed: " + failure);
    }
  }

  /** Writes the file of the form to the disk. The file is the last part. */
  private Path media(HttpExchange exchange) throws IOException {
    byte[] form = exchange.getRequestBody().readAllBytes();
    String text = new String(form, ISO_8859_1);
    int begin = text.indexOf("\r\n\r\n", text.indexOf("name=\"media\"")) + 4;
    int end = text.lastIndexOf("\r\n--", text.length() - 4);
    Path source = directory.resolve("source");
    try (var file = Files.newOutputStream(source)) {
      file.write(form, begin, end - begin);
    }
    return source;
  }

  private long optimize(Path source) throws IOException, InterruptedException {
    Path ffmpeg = Path.of(encode.getFirst());
    run(
        List.of(
            ffmpeg.resolveSibling("ffprobe").toString(),
            "-v",
            "error",
            "-print_format",
            "json",
            "-show_format",
            "-show_streams",
            source.toString()));
    Path output = directory.resolve("output");
    List<String> words = new ArrayList<>(encode);
    words.set(words.lastIndexOf("-i") + 1, "file:" + source);
    words.set(words.size() - 1, "file:" + output);
    run(words);
    return Files.size(output);
  }

  private void run(List<String> words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().put("LD_LIBRARY_PATH", String.valueOf(Path.of(words.get(0)).getParent()));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    process.getInputStream().readAllBytes();
    if (process.waitFor() != 0) {
      throw new IOException("Exit " + process.exitValue() + ": " + words);
    }
  }

  private static void send(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }
}
