package io.reelway.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reelway.api.MultipartForm;
import io.reelway.api.NodeProgram;
import io.reelway.api.RunningReelway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the examples of docs/webhooks.md against a webhook of a real server. */
class WebhookDocumentTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  /** The receiver code around the example. */
  private static final String RECEIVER =
      """
      import {readFileSync} from 'node:fs';
      import {isGenuine} from './example.mjs';
      const {headers, body} = JSON.parse(readFileSync(process.argv[2]));
      const other = 'whsec_' + Buffer.alloc(32).toString('base64');
      console.log(isGenuine(process.env.SECRET, headers, Buffer.from(body)),
        isGenuine(other, headers, Buffer.from(body)),
        isGenuine(process.env.SECRET, headers, Buffer.from(body + ' ')));
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void needsNode() throws InterruptedException {
    NodeProgram.require();
  }

  @Test
  void theDocumentedReceiverAcceptsOnlyGenuineCalls() throws Exception {
    Document document = Document.read("docs/webhooks.md");
    String secret = secret();
    Call call = receive(secret);
    Files.writeString(folder.resolve("example.mjs"), document.in("js").getFirst().text());
    Path receiver = Files.writeString(folder.resolve("receiver.mjs"), RECEIVER);
    Path written = Files.write(folder.resolve("call.json"), JSON.writeValueAsBytes(call));

    String judged =
        NodeProgram.run(folder, Map.of("SECRET", secret), receiver.toString(), written.toString());

    assertThat(judged.strip()).isEqualTo("true false false");
  }

  @Test
  void theCallHasTheDocumentedHeadersAndMembers() throws Exception {
    Document document = Document.read("docs/webhooks.md");
    Call call = receive(secret());

    JsonNode described = JSON.readTree(document.in("json").getFirst().text());
    JsonNode sent = JSON.readTree(call.body());
    assertThat(sent.propertyNames()).containsExactlyElementsOf(described.propertyNames());
    assertThat(sent.get("data").propertyNames()).containsAll(described.get("data").propertyNames());
    assertThat(document.in("text").getFirst().text().lines().map(line -> line.split(":", 2)[0]))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(call.headers()).containsKey(name));
  }

  /** The output of the document's command. */
  private static String secret() throws IOException {
    String command = "echo whsec_$(openssl rand -base64 32)";
    assertThat(Files.readString(Path.of(System.getProperty("reelway.root"), "docs/webhooks.md")))
        .contains("`" + command + "`");
    Process shell = new ProcessBuilder("bash", "-c", command).start();
    return new String(shell.getInputStream().readAllBytes(), UTF_8).strip();
  }

  private Call receive(String secret) throws Exception {
    CompletableFuture<Call> received = new CompletableFuture<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          Map<String, String> headers = new LinkedHashMap<>();
          exchange
              .getRequestHeaders()
              .forEach(
                  (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
          received.complete(
              new Call(headers, new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    receiver.start();
    try (RunningReelway server =
        RunningReelway.start(
            folder.resolve("data"),
            "reelway.outbound.allow-http=true",
            "reelway.outbound.allow-private=true",
            "reelway.webhook.secret=" + secret)) {
      server.post(
          "/api/media/jobs",
          new MultipartForm()
              .field("webhookUrl", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/told")
              .file("media", "photo.jpg", "image/jpeg", PHOTO));
      return received.get(1, TimeUnit.MINUTES);
    } finally {
      receiver.stop(0);
    }
  }

  private record Call(Map<String, String> headers, String body) {}
}
