package io.reelway.store.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.outside.S3Process;
import io.reelway.store.Attachment;
import io.reelway.store.Delivery;
import io.reelway.store.Location;
import io.reelway.store.Store;
import io.reelway.store.StoreContract;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3StoreTest extends StoreContract {
  private static final Location OUTPUT = new Location("jobs/1/output/abc");

  @TempDir private static Path folder;
  private static S3Process server;
  private static S3Store store;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Process.start(folder);
    store = S3Clients.store(server.settings());
  }

  @AfterAll
  static void stopServer() {
    if (store != null) {
      store.close();
      server.close();
    }
  }

  @BeforeEach
  void emptyBucket() throws IOException {
    store.deleteFolder(new Location("jobs"));
    store.deleteFolder(new Location("open"));
  }

  @Override
  protected Store store() {
    return store;
  }

  @Test
  void signsUrlsThatWorkWithoutHeadersAndCarryNameAndType() throws Exception {
    store.put(
        OUTPUT,
        stream("encoded"),
        new Delivery("video/webm", Attachment.header("Ferien – été.webm")));
    URI url = store.presign(OUTPUT, Duration.ofHours(1)).orElseThrow();

    HttpResponse<String> answer = get(url);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("encoded");
    assertThat(answer.headers().firstValue("content-type")).hasValue("video/webm");
    assertThat(answer.headers().firstValue("content-disposition"))
        .hasValue(
            "attachment; filename=\"Ferien _ _t_.webm\";"
                + " filename*=UTF-8''Ferien%20%E2%80%93%20%C3%A9t%C3%A9.webm");
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
  }

  @Test
  void signsUrlsThatStopWorking() throws Exception {
    store.put(OUTPUT, stream("encoded"), Delivery.INTERNAL);
    URI url = store.presign(OUTPUT, Duration.ofSeconds(1)).orElseThrow();

    TimeUnit.MILLISECONDS.sleep(2100);

    assertThat(get(url).statusCode()).isEqualTo(403);
  }

  private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
