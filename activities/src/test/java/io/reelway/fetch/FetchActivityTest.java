package io.reelway.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.SourceRef;
import io.reelway.outbound.CallQuota;
import io.reelway.outbound.Outbound;
import io.reelway.outbound.OutboundClient;
import io.reelway.outside.RawServer;
import io.reelway.plan.Presets;
import io.reelway.scratch.Scratch;
import io.reelway.stage.FetchStage;
import io.reelway.store.JobLocations;
import io.reelway.store.disk.DiskStore;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures of the server that the client named do not count as faults of Reelway. */
class FetchActivityTest {
  private static final String JOB = "5c3a1b2e-0000-0000-0000-000000000001";

  @TempDir private Path folder;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final OutboundClient client = new OutboundClient(Outbound.settings(true, true));
  private DiskStore store;
  private FetchStage stage;

  @BeforeEach
  void open() throws IOException {
    Path root = Files.createDirectories(folder.resolve("store"));
    store = new DiskStore(root, Scratch.open(root.resolve(".incoming"), "test"));
    temporal.registerActivitiesImplementations(
        new FetchActivity(client, new CallQuota(Outbound.settings(true, true)), store, 1 << 20));
    stage =
        temporal.newActivityStub(
            FetchStage.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofMinutes(1)).build());
  }

  @AfterEach
  void close() throws IOException {
    temporal.close();
    client.close();
    store.close();
  }

  @Test
  void reportsAServerThatRefusesConnections() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    assertFaultOfTheServer("http://127.0.0.1:" + port + "/a.jpg", "cannot be reached");
  }

  /** The name may resolve later, so the first failures are not final. */
  @Test
  void reportsAnUnknownHostName() throws IOException {
    assertFaultOfTheServer("http://nobody.invalid/a.jpg", "cannot be reached");
  }

  @Test
  void reportsABrokenTransferAndKeepsNoFile() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/a.jpg";

      assertFaultOfTheServer(url, "aborted the transfer");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void reportsAServerThatClosesTheConnectionWithoutAnAnswer() throws IOException {
    try (RawServer server = new RawServer("", "")) {
      assertFaultOfTheServer(server.url(), "without an answer");
    }
  }

  private void assertFaultOfTheServer(String url, String sentence) throws IOException {
    ActivityFailure failure =
        catchThrowableOfType(ActivityFailure.class, () -> stage.fetch(job(url)));

    assertThat(failure)
        .cause()
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            cause -> {
              assertThat(cause.getOriginalMessage()).contains(sentence);
              assertThat(cause.getType()).isEqualTo("UNAVAILABLE");
              assertThat(cause.isNonRetryable()).isFalse();
              assertThat(cause.getCategory()).isEqualTo(ApplicationErrorCategory.BENIGN);
            });
    assertThat(store.stat(JobLocations.source(JOB))).isEmpty();
  }

  private static AcceptedJob job(String url) {
    return new AcceptedJob(
        JOB,
        "",
        new SourceRef.Remote(URI.create(url), "a.jpg"),
        Presets.WEB,
        Instant.parse("2026-11-24T07:59:00Z"),
        JobRequest.PLAIN,
        List.of());
  }
}
