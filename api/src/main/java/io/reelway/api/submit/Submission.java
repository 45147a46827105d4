package io.reelway.api.submit;

import io.reelway.api.options.AskedOptions;
import io.reelway.job.JobLabels;
import io.reelway.job.JobRequest;
import io.reelway.job.SourceRef;
import io.reelway.spec.Preset;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of a submit.
 *
 * @param source the file that came along, or where it has to be fetched
 * @param webhook the server to call at the end; {@code null} for none
 * @param preset as sent, up to 200 characters; may be empty or unknown
 * @param asked what the job must make beyond the preset
 * @param fingerprint the same for the same file or URL, the same webhook and the same options
 * @param labels the labels of the client
 * @param warnings sentences for the client about ignored parts of the request
 */
record Submission(
    SourceRef source,
    @Nullable URI webhook,
    String preset,
    AskedOptions asked,
    String fingerprint,
    JobLabels labels,
    List<String> warnings) {
  /** A name is stored with every stage of its job, and no preset has a longer one. */
  private static final int LONGEST_NAME = 200;

  Submission {
    int end =
        preset.offsetByCodePoints(
            0, Math.min(LONGEST_NAME, preset.codePointCount(0, preset.length())));
    preset = preset.substring(0, end);
  }

  /**
   * The request as stored with the job.
   *
   * @param named whether the request has an idempotency key
   * @param resolved the preset of the job
   */
  JobRequest request(boolean named, Preset resolved) {
    return new JobRequest(preset, named ? fingerprint : "", webhook, labels, asked.over(resolved));
  }

  /** The body of a submit, which has not been read yet. */
  @FunctionalInterface
  interface Body {
    /**
     * Reads the whole body. Blocks.
     *
     * @param sink receives the file, if there is one
     */
    Submission read(Sink sink) throws IOException;
  }

  /** Consumes the file of a submit. */
  @FunctionalInterface
  interface Sink {
    /** Returns the number of bytes. */
    long store(InputStream content) throws IOException;
  }
}
