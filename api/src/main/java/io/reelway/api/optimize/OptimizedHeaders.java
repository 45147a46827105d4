package io.reelway.api.optimize;

import io.reelway.api.jobs.JobBody.ResultBody;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.store.Attachment;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** The headers of an optimized file. Published clients of this API read this prefix. */
final class OptimizedHeaders {
  private static final String PREFIX = "x-pipelyn-";

  private OptimizedHeaders() {}

  /** The headers of an answer with the file. */
  static void ofFile(
      JobSnapshot snapshot, JobState.Done done, Totals.Count totals, HttpHeaders headers) {
    ResultBody result = ResultBody.of(snapshot.job(), done);
    headers.setContentType(MediaType.parseMediaType(result.contentType()));
    headers.setContentLength(result.outputBytes());
    headers.set(HttpHeaders.CONTENT_DISPOSITION, Attachment.inline(result.filename()));
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set(
        HttpHeaders.CONTENT_LOCATION, "/api/media/jobs/" + snapshot.job().id() + "/download");
    addFacts(snapshot, result, totals, headers);
  }

  /** The headers of an answer that redirects to the file. */
  static void ofRedirect(
      JobSnapshot snapshot, JobState.Done done, Totals.Count totals, HttpHeaders headers) {
    addFacts(snapshot, ResultBody.of(snapshot.job(), done), totals, headers);
  }

  private static void addFacts(
      JobSnapshot snapshot, ResultBody result, Totals.Count totals, HttpHeaders headers) {
    headers.setCacheControl(CacheControl.noStore());
    headers.set(PREFIX + "kind", result.kind());
    headers.set(PREFIX + "preset", snapshot.job().preset().name());
    headers.set(PREFIX + "strategy", result.strategy());
    headers.set(PREFIX + "input-bytes", Long.toString(snapshot.job().source().bytes()));
    headers.set(PREFIX + "output-bytes", Long.toString(result.outputBytes()));
    headers.set(PREFIX + "saved-bytes", Long.toString(result.savedBytes()));
    headers.set(PREFIX + "saved-percent", result.savedPercent().toPlainString());
    headers.set(PREFIX + "input-duration", orEmpty(result.inputDurationSec()));
    headers.set(PREFIX + "output-duration", orEmpty(result.outputDurationSec()));
    headers.set(PREFIX + "input-width", orEmpty(result.inputWidth()));
    headers.set(PREFIX + "output-width", orEmpty(result.outputWidth()));
    headers.set(PREFIX + "total-jobs", Long.toString(totals.jobs()));
    headers.set(PREFIX + "total-bytes-saved", Long.toString(totals.savedBytes()));
  }

  private static String orEmpty(@Nullable Integer pixels) {
    return pixels == null ? "" : pixels.toString();
  }

  private static String orEmpty(@Nullable BigDecimal seconds) {
    return seconds == null ? "" : seconds.toPlainString();
  }
}
