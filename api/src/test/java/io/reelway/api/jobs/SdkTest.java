package io.reelway.api.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.reelway.api.RunningReelway;
import io.reelway.outside.UnreliableProxy;
import io.reelway.sdk.AcceptedJob;
import io.reelway.sdk.Job;
import io.reelway.sdk.JobQuery;
import io.reelway.sdk.JobResult;
import io.reelway.sdk.JobState;
import io.reelway.sdk.Optimized;
import io.reelway.sdk.Preset;
import io.reelway.sdk.ReelwayClient;
import io.reelway.sdk.ReelwayException;
import io.reelway.sdk.Source;
import io.reelway.sdk.SubmitOptions;
import io.reelway.sdk.Usage;
import io.reelway.sdk.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java client works with the real server. */
class SdkTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");
  private static final Path CLIP = RunningReelway.media("video/h264-540p30-5s-flower.mp4");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String SECRET =
      "whsec_"
          + Base64.getEncoder().encodeToString("thirty-two bytes nobody guesses!".getBytes(UTF_8));

  @TempDir private static Path data;

  /** A server with the photo at /photo.jpg and a webhook receiver at /told. */
  private static HttpServer neighbour;

  private static RunningReelway server;
  private static ReelwayClient client;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    byte[] photo = Files.readAllBytes(PHOTO);
    neighbour = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    neighbour.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, photo.length);
          exchange.getResponseBody().write(photo);
          exchange.close();
        });
    neighbour.start();
    server =
        RunningReelway.start(
            data,
            "reelway.limits.input=8 MiB",
            "reelway.outbound.allow-http=true",
            "reelway.outbound.allow-private=true",
            "reelway.webhook.secret=" + SECRET);
    client = ReelwayClient.of(server.url(""));
  }

  @AfterAll
  static void stop() {
    server.close();
    neighbour.stop(0);
  }

  @Test
  void optimizesInOneCallAndMeasuresWhatIsThere() throws IOException {
    Path target = folder.resolve("photo.webp");
    SubmitOptions mobile = SubmitOptions.DEFAULTS.preset("mobile");

    Optimized optimized = client.optimize(PHOTO, mobile, target);

    assertThat(optimized.kind()).isEqualTo("image");
    assertThat(optimized.preset()).isEqualTo("mobile");
    assertThat(optimized.strategy()).isEqualTo("image-webp");
    assertThat(optimized.inputBytes()).isEqualTo(Files.size(PHOTO));
    assertThat(optimized.outputBytes()).isEqualTo(Files.size(target));
    assertThat(optimized.inputDuration()).isEmpty();
    assertThat(optimized.totalJobs()).isPresent();
  }

  @Test
  void resumesADownloadThatTheNetworkCuts() throws Exception {
    Job job = done(client.submitJob(CLIP));
    JobResult result = job.resultOrThrow();
    Path target = folder.resolve("clip.mp4");
    List<Long> places = Collections.synchronizedList(new ArrayList<>());
    try (UnreliableProxy line = new UnreliableProxy(server.port())) {
      ReelwayClient far = ReelwayClient.of(URI.create("http://127.0.0.1:" + line.port()));
      line.cutAfter(result.outputBytes() / 2);

      far.download(job.id(), target, (bytes, total) -> places.add(bytes));

      assertThat(line.cuts()).isEqualTo(1);
    }
    assertThat(places).as("a restarted download would fall back").isSorted();
    assertThat(target).hasSize(result.outputBytes());
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(target));
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(result.sha256().orElseThrow());
  }

  @Test
  void countsAJobInTheUsage() {
    Usage before = client.usage();
    done(client.submitJob(PHOTO));

    assertThat(client.usage().totalJobs()).isGreaterThan(before.totalJobs());
    assertThat(client.usage().totalSavedBytes()).isGreaterThan(before.totalSavedBytes());
  }

  @Test
  void readsLimitsAndPresets() {
    assertThat(client.limits().maxInputBytes()).isEqualTo(8 << 20);
    assertThat(client.presets().defaultPreset()).isEqualTo("web");
    assertThat(client.presets().all())
        .extracting(Preset::name)
        .contains("web", "mobile", "low-bandwidth");
  }

  @Test
  void listsEveryJobOverManyPagesTheNewestFirst() {
    List<String> submitted =
        Stream.generate(() -> client.submitJob(PHOTO)).limit(5).map(AcceptedJob::id).toList();

    List<String> listed =
        client.listJobs(JobQuery.ALL.pageSize(2)).stream()
            .map(Job::id)
            .filter(submitted::contains)
            .toList();

    assertThat(listed).containsExactlyElementsOf(submitted.reversed());
  }

  @Test
  void listsOnlyWhatIsInAStatus() throws IOException {
    Job done = done(client.submitJob(PHOTO));
    Path letter = Files.writeString(folder.resolve("letter.txt"), "no picture");
    Job failed = client.waitForJob(client.submitJob(letter).id(), PATIENCE);

    assertThat(failed.state()).isInstanceOf(JobState.Failed.class);
    assertThat(client.listJobs(JobQuery.ALL.status("failed")).stream().map(Job::id))
        .contains(failed.id())
        .doesNotContain(done.id());
  }

  @Test
  void findsAJobByItsLabels() {
    Job job =
        done(
            client.submitJob(
                PHOTO,
                SubmitOptions.DEFAULTS
                    .externalId("photo 1")
                    .batchId("night-1")
                    .metadata(Map.of("album", "ü&1"))));
    client.submitJob(PHOTO, SubmitOptions.DEFAULTS.batchId("night-2"));

    for (JobQuery query :
        List.of(
            JobQuery.ALL.externalId("photo 1"),
            JobQuery.ALL.batchId("night-1"),
            JobQuery.ALL.metadata("album", "ü&1"))) {
      assertThat(client.listJobs(query)).as(query.toString()).containsExactly(job);
    }
    assertThat(job.labels().batchId()).contains("night-1");
  }

  @Test
  void erasesAJob() {
    Job done = done(client.submitJob(PHOTO));

    client.delete(done.id());

    assertThatThrownBy(() -> client.jobStatus(done.id()))
        .isInstanceOfSatisfying(
            ReelwayException.class, e -> assertThat(e.code()).isEqualTo("not-found"));
  }

  @Test
  void reportsThatAnEndedJobCannotBeCancelled() {
    Job done = done(client.submitJob(PHOTO));

    assertThatThrownBy(() -> client.cancel(done.id()))
        .isInstanceOfSatisfying(
            ReelwayException.class,
            e -> {
              assertThat(e.status()).isEqualTo(409);
              assertThat(e.code()).isEqualTo("not-cancellable");
              assertThat(e.retriable()).isFalse();
              assertThat(e.requestId()).isPresent();
            });
  }

  @Test
  void submitsASourceByUrl() throws IOException {
    Job done = done(client.submitJob(Source.url(neighbour("/photo.jpg")), SubmitOptions.DEFAULTS));

    assertThat(done.filename()).isEqualTo("photo.jpg");
    assertThat(done.inputBytes()).isEqualTo(Files.size(PHOTO));
  }

  @Test
  void submitsAWebhook() throws InterruptedException {
    SubmitOptions options = SubmitOptions.DEFAULTS.webhookUrl(neighbour("/told"));
    Job job = done(client.submitJob(PHOTO, options));
    for (int look = 0; look < 200 && !isDelivered(job); look++) {
      TimeUnit.MILLISECONDS.sleep(50);
      job = client.jobStatus(job.id());
    }

    assertThat(job.webhook()).hasValue(new Webhook("delivered", 1, OptionalInt.of(200)));
  }

  @Test
  void tenSubmitsWithOneKeyCreateOneJob() {
    SubmitOptions named = SubmitOptions.DEFAULTS.idempotencyKey("ten-at-once");
    List<CompletableFuture<AcceptedJob>> tries =
        Stream.generate(() -> client.async().submitJob(PHOTO, named)).limit(10).toList();

    List<AcceptedJob> accepted = tries.stream().map(CompletableFuture::join).toList();

    assertThat(accepted).extracting(AcceptedJob::id).containsOnly(accepted.getFirst().id());
    assertThat(accepted).filteredOn(job -> !job.replayed()).hasSize(1);
  }

  private static boolean isDelivered(Job job) {
    return job.webhook().filter(webhook -> webhook.state().equals("delivered")).isPresent();
  }

  private static Job done(AcceptedJob accepted) {
    Job job = client.waitForJob(accepted.id(), PATIENCE);
    assertThat(job.state()).isInstanceOf(JobState.Done.class);
    return job;
  }

  private static URI neighbour(String path) {
    return URI.create("http://127.0.0.1:" + neighbour.getAddress().getPort() + path);
  }
}
