package io.reelway.api.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.reelway.api.RunningReelway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A page from another port of this machine that attacks a server without keys. */
@ExtendWith(PageServer.class)
class ForeignPageTest {
  private static final Path PHOTO = RunningReelway.media("image/gps-exif-nikon.jpg");

  /** Requests that a page may send without permission; it cannot read the answers. */
  private static final String SEND =
      """
      async ({ url, method, mode }) => {
        const form = new FormData();
        form.append('media', new File(['GIF89a'], 'tiny.gif', { type: 'image/gif' }));
        try {
          await fetch(url, { method, mode, body: method === 'POST' ? form : undefined });
          return 'sent';
        } catch (error) {
          return 'refused';
        }
      }
      """;

  private static final String SUBMIT_A_FORM =
      """
      url => {
        const form = document.createElement('form');
        Object.assign(form, { action: url, method: 'post', enctype: 'multipart/form-data' });
        const file = Object.assign(document.createElement('input'), { type: 'file', name: 'media' });
        const files = new DataTransfer();
        files.items.add(new File(['GIF89a'], 'tiny.gif', { type: 'image/gif' }));
        file.files = files.files;
        form.append(file);
        document.body.append(form);
        form.submit();
      }
      """;

  private final Chromium chromium;
  @TempDir private Path data;
  private RunningReelway reelway;
  private HttpServer foreign;
  private String job;

  ForeignPageTest(Chromium chromium) {
    this.chromium = chromium;
  }

  @BeforeEach
  void start() throws Exception {
    reelway = RunningReelway.start(data);
    reelway.stopWorker();
    job = reelway.submit(PHOTO, "web").header("Location");
    foreign = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    foreign.createContext(
        "/",
        exchange -> {
          byte[] page = "<!doctype html><title>Foreign</title>".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    foreign.start();
  }

  @AfterEach
  void stop() {
    foreign.stop(0);
    reelway.close();
  }

  @Test
  void cannotSubmitCancelOrErase() throws Exception {
    for (String host : List.of("localhost", "127.0.0.1")) {
      String page = "http://" + host + ":" + foreign.getAddress().getPort() + "/";
      try (Visit visit = chromium.visit(page, View.DESKTOP)) {
        for (String mode : List.of("cors", "no-cors")) {
          send(visit, "/api/media/jobs", "POST", mode);
          send(visit, "/api/media/optimize", "POST", mode);
          send(visit, job + "/cancel", "POST", mode);
        }
        assertThat(send(visit, job, "DELETE", "cors")).isEqualTo("refused");
        visit
            .page()
            .waitForResponse(
                answer -> answer.url().endsWith("/api/media/jobs") && answer.status() == 403,
                () ->
                    visit
                        .page()
                        .evaluate(SUBMIT_A_FORM, reelway.url("/api/media/jobs").toString()));
      }
    }
    assertOneJobThatIsPending();
  }

  @Test
  void cannotReadAnything() {
    String page = "http://localhost:" + foreign.getAddress().getPort() + "/";
    try (Visit visit = chromium.visit(page, View.DESKTOP)) {
      assertThat(send(visit, "/api/media/jobs", "GET", "cors")).isEqualTo("refused");
    }
  }

  private Object send(Visit visit, String path, String method, String mode) {
    return visit
        .page()
        .evaluate(
            SEND, Map.of("url", reelway.url(path).toString(), "method", method, "mode", mode));
  }

  private void assertOneJobThatIsPending() throws IOException, InterruptedException {
    JsonNode jobs = reelway.get("/api/media/jobs").json().get("items");

    assertThat(jobs.size()).isEqualTo(1);
    assertThat(job).endsWith(jobs.get(0).get("jobId").asString());
    assertThat(jobs.get(0).get("status").asString()).isEqualTo("pending");
  }
}
