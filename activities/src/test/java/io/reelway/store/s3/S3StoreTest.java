package io.reelway.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.outside.S3Process;
import io.reelway.store.Attachment;
import io.reelway.store.Delivery;
import io.reelway.store.Location;
import io.reelway.store.Store;
import io.reelway.store.StoreContract;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.services.s3.DelegatingS3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

class S3StoreTest extends StoreContract {
  private static final Location OUTPUT = new Location("jobs/1/output/abc");

  private static final String BUCKET = "media";
  private static final String PREFIX = "Team-A/reelway/";
  private static final String JOB = "5c3a1b2e-0000-4000-8000-000000000001";

  @TempDir private static Path folder;
  private static S3Process server;
  private static S3AsyncClient other;
  private static S3Store store;

  @BeforeAll
  static void startServer() throws Exception {
    server = S3Process.start(folder);
    store = S3Clients.store(settings());
    other = S3Clients.client(server.settings());
  }

  @AfterAll
  static void stopServer() {
    if (store != null) {
      store.close();
      other.close();
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

  @Override
  protected void putForeign(String key) {
    other.putObject(put -> put.bucket(BUCKET).key(PREFIX + key), AsyncRequestBody.empty()).join();
  }

  @Test
  void reportsTheProgressOfALargeUpload(@TempDir Path files) throws IOException {
    Path file = files.resolve("large");
    try (InputStream noise = noise(LARGE)) {
      Files.copy(noise, file);
    }
    List<Long> reports = Collections.synchronizedList(new ArrayList<>());

    store.put(OUTPUT, file, Delivery.INTERNAL, reports::add);

    assertThat(reports).hasSizeGreaterThan(2).allMatch(sent -> sent <= LARGE);
    assertThat(Collections.max(reports)).isEqualTo(LARGE);
    assertThat(store.stat(OUTPUT).orElseThrow().bytes()).isEqualTo(LARGE);
  }

  @Test
  void keepsEverythingUnderItsPrefix() throws IOException {
    store.put(OUTPUT, stream("encoded"), Delivery.INTERNAL);

    assertThat(other.listObjectsV2(list -> list.bucket(BUCKET)).join().contents())
        .isNotEmpty()
        .allMatch(object -> object.key().startsWith(PREFIX));
  }

  @Test
  void abortsOnlyOldUploadsOfItsOwnFiles() throws IOException {
    List<String> ours =
        List.of(PREFIX + "jobs/" + JOB + "/source", PREFIX + "jobs/" + JOB + "/parts/main-sound");
    List<String> foreign =
        List.of("jobs/" + JOB + "/source", PREFIX + "jobs/backup", PREFIX + "Films/a.mov");
    ours.forEach(S3StoreTest::begin);
    foreign.forEach(S3StoreTest::begin);
    Instant now = Instant.now();

    store.tidy(now.minusSeconds(60));
    List<String> before = unfinished();
    store.tidy(now.plusSeconds(60));

    assertThat(before).containsAll(ours).containsAll(foreign);
    assertThat(unfinished()).doesNotContainAnyElementsOf(ours).containsAll(foreign);
  }

  @Test
  @Timeout(30)
  void deletesTheRestOfAFolderAndNamesTheKeysThatRemain() throws IOException {
    Location kept = new Location("jobs/1/kept");
    store.put(kept, stream("a"), Delivery.INTERNAL);
    store.put(OUTPUT, stream("b"), Delivery.INTERNAL);
    try (S3Store bound =
        S3Clients.store(
            settings(), new KeepingClient(S3Clients.client(settings()), "jobs/1/kept"))) {

      assertThatThrownBy(() -> bound.deleteFolder(new Location("jobs/1")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("jobs/1/kept: AccessDenied");
    }
    assertThat(store.list(new Location("jobs/1")))
        .extracting(StoredObject::location)
        .containsExactly(kept);
  }

  private static void begin(String key) {
    other.createMultipartUpload(create -> create.bucket(BUCKET).key(key)).join();
  }

  private static List<String> unfinished() {
    return other.listMultipartUploads(list -> list.bucket(BUCKET)).join().uploads().stream()
        .map(MultipartUpload::key)
        .toList();
  }

  private static S3Settings settings() {
    S3Settings all = server.settings();
    return new S3Settings(
        all.bucket(),
        PREFIX,
        all.region(),
        all.endpoint(),
        all.publicEndpoint(),
        all.pathStyle(),
        all.accessKey(),
        all.secretKey(),
        all.connections());
  }

  /** A bucket with a policy that forbids deletion of one key. */
  private static final class KeepingClient extends DelegatingS3AsyncClient {
    private final String kept;

    KeepingClient(S3AsyncClient real, String kept) {
      super(real);
      this.kept = kept;
    }

    @Override
    public CompletableFuture<DeleteObjectsResponse> deleteObjects(DeleteObjectsRequest request) {
      List<ObjectIdentifier> allowed =
          request.delete().objects().stream().filter(one -> !one.key().endsWith(kept)).toList();
      S3Error refused = S3Error.builder().key(PREFIX + kept).code("AccessDenied").build();
      boolean all = allowed.size() == request.delete().objects().size();
      CompletableFuture<DeleteObjectsResponse> deleted =
          allowed.isEmpty()
              ? CompletableFuture.completedFuture(DeleteObjectsResponse.builder().build())
              : super.deleteObjects(
                  request.toBuilder().delete(delete -> delete.objects(allowed)).build());
      return all
          ? deleted
          : deleted.thenApply(answer -> answer.toBuilder().errors(refused).build());
    }
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
  void signsUrlsThatExpire() throws Exception {
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
