package io.reelway.store.s3;

import static io.reelway.store.s3.S3Calls.await;

import io.reelway.store.Delivery;
import io.reelway.store.Location;
import io.reelway.store.SkippedEntries;
import io.reelway.store.SkippedEntries.Reason;
import io.reelway.store.Store;
import io.reelway.store.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.transfer.s3.S3TransferManager;
import software.amazon.awssdk.transfer.s3.model.FileUpload;
import software.amazon.awssdk.transfer.s3.progress.TransferListener;

/**
 * Stores objects in one bucket. A stream is uploaded in parts of 8 MiB as it arrives. An object
 * becomes visible when its last part is confirmed. The SDK retries requests; the workflow retries
 * whole stages.
 */
public final class S3Store implements Store, AutoCloseable {
  /** The most keys that S3 lists, or deletes, in one request. */
  private static final int PAGE = 1000;

  private final String bucket;
  private final KeyPrefix prefix;
  private final S3AsyncClient client;
  private final S3TransferManager transfers;
  private final S3Presigner presigner;
  private final SkippedEntries skipped = new SkippedEntries();
  private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Creates a store that closes client and presigner when it is closed itself.
   *
   * @param prefix prefix of all keys
   */
  S3Store(String bucket, KeyPrefix prefix, S3AsyncClient client, S3Presigner presigner) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.client = client;
    this.transfers = S3TransferManager.builder().s3Client(client).build();
    this.presigner = presigner;
  }

  @Override
  public long put(Location location, InputStream content, Delivery delivery) throws IOException {
    // The SDK closes the stream it reads, and treats a failure of the stream as its end.
    WatchedStream watched = new WatchedStream(content);
    AsyncRequestBody body =
        AsyncRequestBody.fromInputStream(input -> input.inputStream(watched).executor(readers));
    CompletableFuture<?> upload = client.putObject(request(location, delivery), body);
    watched.onFailure(upload::completeExceptionally);
    await(location, upload);
    return watched.count();
  }

  @Override
  public void put(Location location, Path file, Delivery delivery, LongConsumer sent)
      throws IOException {
    FileUpload upload =
        transfers.uploadFile(transfer ->
            transfer
                .source(file)
                .putObjectRequest(request(location, delivery))
                .addTransferListener(new SentBytes(sent)));
    await(location, upload.completionFuture());
  }

  @Override
  public void put(Location location, byte[] content, Delivery delivery) throws IOException {
    await(
        location,
        client.putObject(request(location, delivery), AsyncRequestBody.fromBytes(content)));
  }

  /** Reports how many bytes of a transfer are sent. */
  private record SentBytes(LongConsumer sent) implements TransferListener {
    @Override
    public void bytesTransferred(Context.BytesTransferred progress) {
      sent.accept(progress.progressSnapshot().transferredBytes());
    }
  }

  private Consumer<PutObjectRequest.Builder> request(Location location, Delivery delivery) {
    return put -> {
      put.bucket(bucket)
          .key(prefix.key(location))
          .contentType(delivery.contentType())
          .cacheControl("no-store");
      if (!delivery.contentDisposition().isEmpty()) {
        put.contentDisposition(delivery.contentDisposition());
      }
    };
  }

  @Override
  public InputStream open(Location location, long offset) throws IOException {
    return open(location, "bytes=" + offset + "-");
  }

  @Override
  public InputStream open(Location location, long offset, long length) throws IOException {
    return open(location, "bytes=" + offset + "-" + (offset + length - 1));
  }

  private InputStream open(Location location, String range) throws IOException {
    return await(
        location,
        client.getObject(
            get -> get.bucket(bucket).key(prefix.key(location)).range(range),
            AsyncResponseTransformer.toBlockingInputStream()));
  }

  @Override
  public Optional<StoredObject> stat(Location location) throws IOException {
    try {
      var head =
          await(location, client.headObject(get -> get.bucket(bucket).key(prefix.key(location))));
      return Optional.of(new StoredObject(location, head.contentLength(), head.lastModified()));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  @Override
  public List<StoredObject> list(Location folder, Location after, int limit) throws IOException {
    @Nullable String start = after.equals(folder) ? null : prefix.key(after);
    List<StoredObject> found = new ArrayList<>();
    ListObjectsV2Response page = page(folder, start, limit, null);
    add(page, found);
    while (found.size() < limit && Boolean.TRUE.equals(page.isTruncated())) {
      page = page(folder, start, limit - found.size(), page.nextContinuationToken());
      add(page, found);
    }
    return found;
  }

  private void add(ListObjectsV2Response page, List<StoredObject> found) {
    for (S3Object object : page.contents()) {
      prefix
          .location(object.key())
          .ifPresentOrElse(
              location ->
                  found.add(new StoredObject(location, object.size(), object.lastModified())),
              () -> skipped.add(Reason.FOREIGN, object.key()));
    }
  }

  @Override
  public Optional<URI> presign(Location location, Duration validity) throws IOException {
    return signed(
        location,
        () ->
            presigner.presignGetObject(sign ->
                sign.signatureDuration(validity)
                    .getObjectRequest(get -> get.bucket(bucket).key(prefix.key(location)))));
  }

  @Override
  public Optional<URI> presignHead(Location location, Duration validity) throws IOException {
    return signed(
        location,
        () ->
            presigner.presignHeadObject(sign ->
                sign.signatureDuration(validity)
                    .headObjectRequest(head -> head.bucket(bucket).key(prefix.key(location)))));
  }

  private static Optional<URI> signed(Location location, Supplier<PresignedRequest> request)
      throws IOException {
    try {
      return Optional.of(URI.create(request.get().url().toString()));
    } catch (SdkException noCredentials) {
      throw S3Calls.translate(location, noCredentials);
    }
  }

  @Override
  public Optional<Path> file(Location location) {
    return Optional.empty();
  }

  @Override
  public void delete(Location location) throws IOException {
    await(location, client.deleteObject(delete -> delete.bucket(bucket).key(prefix.key(location))));
  }

  /**
   * Deletes page by page. Each page begins behind the one before, so that objects that cannot be
   * deleted are met only once.
   */
  @Override
  public void deleteFolder(Location folder) throws IOException {
    List<S3Error> refused = new ArrayList<>();
    ListObjectsV2Response page = page(folder, null, PAGE, null);
    while (!page.contents().isEmpty()) {
      refused.addAll(deleteAll(folder, page));
      page = page(folder, page.contents().getLast().key(), PAGE, null);
    }
    if (!refused.isEmpty()) {
      S3Error first = refused.getFirst();
      throw new IOException(
          "The bucket did not delete %d objects in %s, the first is %s: %s"
              .formatted(refused.size(), folder, first.key(), first.code()));
    }
  }

  /**
   * Deletes the objects of a page, which is never longer than one request may delete.
   *
   * @return the objects that the bucket did not delete
   */
  private List<S3Error> deleteAll(Location location, ListObjectsV2Response page)
      throws IOException {
    List<ObjectIdentifier> keys =
        page.contents().stream()
            .map(object -> ObjectIdentifier.builder().key(object.key()).build())
            .toList();
    return await(
            location,
            client.deleteObjects(
                delete -> delete.bucket(bucket).delete(objects -> objects.objects(keys))))
        .errors();
  }

  @Override
  public void tidy(Instant before) throws IOException {
    new AbandonedUploads(bucket, prefix, client, skipped).abort(before);
  }

  @Override
  public SkippedEntries skipped() {
    return skipped;
  }

  @Override
  public void close() {
    transfers.close();
    client.close();
    presigner.close();
    readers.shutdown();
  }

  private ListObjectsV2Response page(
      Location folder, @Nullable String after, int limit, @Nullable String token)
      throws IOException {
    return await(
        folder,
        client.listObjectsV2(list ->
            list.bucket(bucket)
                .prefix(prefix.folder(folder))
                .startAfter(after)
                .maxKeys(Math.min(limit, PAGE))
                .continuationToken(token)));
  }
}
