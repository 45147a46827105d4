package io.reelway.store.s3;

import static io.reelway.store.s3.S3Calls.await;

import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.SkippedEntries;
import io.reelway.store.SkippedEntries.Reason;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * Aborts incomplete multipart uploads, whose parts cost money until they are aborted. Uploads of
 * other programs in the bucket are not touched.
 */
final class AbandonedUploads {
  private static final Location JOBS = new Location("jobs");

  private final String bucket;
  private final KeyPrefix prefix;
  private final S3AsyncClient client;
  private final SkippedEntries skipped;

  AbandonedUploads(String bucket, KeyPrefix prefix, S3AsyncClient client, SkippedEntries skipped) {
    this.bucket = bucket;
    this.prefix = prefix;
    this.client = client;
    this.skipped = skipped;
  }

  /** Aborts the uploads of job files that began before that moment. */
  void abort(Instant before) throws IOException {
    ListMultipartUploadsResponse page;
    @Nullable String key = null;
    @Nullable String upload = null;
    do {
      page = page(key, upload);
      for (MultipartUpload one : page.uploads()) {
        if (one.initiated().isBefore(before)) {
          abort(one);
        }
      }
      key = page.nextKeyMarker();
      upload = page.nextUploadIdMarker();
    } while (Boolean.TRUE.equals(page.isTruncated()));
  }

  private ListMultipartUploadsResponse page(@Nullable String key, @Nullable String upload)
      throws IOException {
    return await(
        JOBS,
        client.listMultipartUploads(list ->
            list.bucket(bucket).prefix(prefix.folder(JOBS)).keyMarker(key).uploadIdMarker(upload)));
  }

  private void abort(MultipartUpload upload) throws IOException {
    Optional<Location> ours = prefix.location(upload.key()).filter(JobLocations::isFileOfJob);
    if (ours.isEmpty()) {
      skipped.add(Reason.FOREIGN, upload.key());
      return;
    }
    try {
      await(
          ours.get(),
          client.abortMultipartUpload(
              abort -> abort.bucket(bucket).key(upload.key()).uploadId(upload.uploadId())));
    } catch (NoSuchFileException endedMeanwhile) {
      // The upload has ended; nothing is left to abort.
    }
  }
}
