package io.reelway.store.s3;

import io.reelway.store.Delivery;
import io.reelway.store.Location;
import io.reelway.store.Store;
import io.reelway.store.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Objects of one bucket. Uploads go up in parts of 8 MiB as they arrive; an object becomes visible
 * when its last part is confirmed. Requests are retried by the SDK, whole stages by the workflow.
 */
public final class S3Store implements Store, AutoCloseable {
  /** The longest that S3 lists, or deletes, in one request. */
  private static final int PAGE = 1000;

  private final String bucket;
  private final S3AsyncClient client;
  private final S3Presigner presigner;
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  /** Closes both when it is closed itself. */
  public S3Store(String bucket, S3AsyncClient client, S3Presigner presigner) {
    this.bucket = bucket;
    this.client = client;
    this.presigner = presigner;
  }

  @Override
  public long put(Location location, InputStream content, Delivery delivery) throws IOException {
    // The SDK closes what it reads from, and goes on after a failure as if the stream had ended.
    WatchedStream watched = new WatchedStream(content);
    AsyncRequestBody body =
        AsyncRequestBody.fromInputStream(input -> input.inputStream(watched).executor(readers));
    CompletableFuture<?> upload = client.putObject(request(location, delivery), body);
    watched.onFailure(upload::completeExceptionally);
    await(location, upload);
    return watched.count();
  }

  @Override
  public void put(Location location, Path file, Delivery delivery) throws IOException {
    put(location, AsyncRequestBody.fromFile(file), delivery);
  }

  @Override
  public void put(Location location, byte[] content, Delivery delivery) throws IOException {
    put(location, AsyncRequestBody.fromBytes(content), delivery);
  }

  private void put(Location location, AsyncRequestBody body, Delivery delivery) throws IOException {
    await(location, client.putObject(request(location, delivery), body));
  }

  private Consumer<PutObjectRequest.Builder> request(Location location, Delivery delivery) {
    return put -> {
      put.bucket(bucket)
          .key(location.key())
          .contentType(delivery.contentType())
          .cacheControl("no-store");
      if (!delivery.contentDisposition().isEmpty()) {
        put.contentDisposition(delivery.contentDisposition());
      }
    };
  }

  @Override
  public InputStream open(Location location, long offset) throws IOException {
    return await(
        location,
        client.getObject(
            get -> get.bucket(bucket).key(location.key()).range("bytes=" + offset + "-"),
            AsyncResponseTransformer.toBlockingInputStream()));
  }

  @Override
  public Optional<StoredObject> stat(Location location) throws IOException {
    try {
      var head = await(location, client.headObject(get -> get.bucket(bucket).key(location.key())));
      return Optional.of(new StoredObject(location, head.contentLength(), head.lastModified()));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  @Override
  public List<StoredObject> list(Location folder, Location after, int limit) throws IOException {
    List<StoredObject> found = new ArrayList<>();
    ListObjectsV2Response page = page(folder, after, limit, null);
    add(page, found);
    while (found.size() < limit && Boolean.TRUE.equals(page.isTruncated())) {
      page = page(folder, after, limit - found.size(), page.nextContinuationToken());
      add(page, found);
    }
    return found;
  }

  private static void add(ListObjectsV2Response page, List<StoredObject> found) {
    page.contents()
        .forEach(
            object ->
                found.add(
                    new StoredObject(
                        new Location(object.key()), object.size(), object.lastModified())));
  }

  @Override
  public Optional<URI> presign(Location location, Duration validity) {
    var signed =
        presigner.presignGetObject(
            sign ->
                sign.signatureDuration(validity)
                    .getObjectRequest(get -> get.bucket(bucket).key(location.key())));
    return Optional.of(URI.create(signed.url().toString()));
  }

  @Override
  public Optional<Path> file(Location location) {
    return Optional.empty();
  }

  @Override
  public void delete(Location location) throws IOException {
    await(location, client.deleteObject(delete -> delete.bucket(bucket).key(location.key())));
  }

  @Override
  public void deleteFolder(Location folder) throws IOException {
    ListObjectsV2Response page = page(folder, folder, PAGE, null);
    while (!page.contents().isEmpty()) {
      deleteAll(folder, page);
      page = page(folder, folder, PAGE, null);
    }
  }

  /** A page is never longer than what one request may delete. */
  private void deleteAll(Location location, ListObjectsV2Response page) throws IOException {
    List<ObjectIdentifier> keys =
        page.contents().stream()
            .map(object -> ObjectIdentifier.builder().key(object.key()).build())
            .toList();
    await(
        location,
        client.deleteObjects(
            delete -> delete.bucket(bucket).delete(objects -> objects.objects(keys))));
  }

  /** Their parts cost money until someone says that nobody will finish them. */
  @Override
  public void tidy(Instant before) throws IOException {
    Location everything = new Location("jobs");
    ListMultipartUploadsResponse page;
    @Nullable String key = null;
    @Nullable String upload = null;
    do {
      String keyMarker = key;
      String uploadMarker = upload;
      page =
          await(
              everything,
              client.listMultipartUploads(
                  list -> list.bucket(bucket).keyMarker(keyMarker).uploadIdMarker(uploadMarker)));
      for (MultipartUpload one : page.uploads()) {
        if (one.initiated().isBefore(before)) {
          abort(new Location(one.key()), one.uploadId());
        }
      }
      key = page.nextKeyMarker();
      upload = page.nextUploadIdMarker();
    } while (Boolean.TRUE.equals(page.isTruncated()));
  }

  private void abort(Location location, String uploadId) throws IOException {
    try {
      await(
          location,
          client.abortMultipartUpload(
              abort -> abort.bucket(bucket).key(location.key()).uploadId(uploadId)));
    } catch (NoSuchFileException endedMeanwhile) {
      // Nothing is left of it.
    }
  }

  @Override
  public void close() {
    client.close();
    presigner.close();
    readers.shutdown();
  }

  private ListObjectsV2Response page(
      Location folder, Location after, int limit, @Nullable String token) throws IOException {
    return await(
        folder,
        client.listObjectsV2(
            list ->
                list.bucket(bucket)
                    .prefix(folder.key() + "/")
                    .startAfter(after.equals(folder) ? null : after.key())
                    .maxKeys(Math.min(limit, PAGE))
                    .continuationToken(token)));
  }

  private static <T> T await(Location location, CompletableFuture<T> call) throws IOException {
    try {
      return call.get();
    } catch (InterruptedException stop) {
      call.cancel(true);
      Thread.currentThread().interrupt();
      InterruptedIOException interrupted = new InterruptedIOException("Stopped at " + location);
      interrupted.initCause(stop);
      throw interrupted;
    } catch (ExecutionException failed) {
      throw translate(location, Objects.requireNonNullElse(failed.getCause(), failed));
    }
  }

  private static IOException translate(Location location, Throwable cause) {
    if (cause instanceof NoSuchKeyException
        || (cause instanceof S3Exception answer && answer.statusCode() == 404)) {
      NoSuchFileException missing = new NoSuchFileException(location.key());
      missing.initCause(cause);
      return missing;
    }
    if (cause instanceof IOException io) {
      return io;
    }
    if (cause instanceof RuntimeException ofTheContent && !(cause instanceof SdkException)) {
      throw ofTheContent;
    }
    String reason = cause instanceof SdkException ? cause.getMessage() : cause.toString();
    return new IOException("The bucket did not serve " + location + ": " + reason, cause);
  }

  /** Counts, tells when reading fails, and leaves the stream open. */
  private static final class WatchedStream extends FilterInputStream {
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final AtomicLong count = new AtomicLong();

    WatchedStream(InputStream content) {
      super(content);
    }

    void onFailure(Consumer<Throwable> action) {
      CompletableFuture<Void> unused = failure.thenAccept(action);
    }

    long count() {
      return count.get();
    }

    @Override
    public int read() throws IOException {
      try {
        int next = super.read();
        count.addAndGet(next < 0 ? 0 : 1);
        return next;
      } catch (IOException | RuntimeException e) {
        failure.complete(e);
        throw e;
      }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        int read = super.read(buffer, offset, length);
        count.addAndGet(Math.max(0, read));
        return read;
      } catch (IOException | RuntimeException e) {
        failure.complete(e);
        throw e;
      }
    }

    @Override
    public void close() {
      // The caller's.
    }
  }
}
