package io.reelway.sdk;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A client of a Reelway server: submits media, waits for jobs, downloads outputs.
 *
 * <pre>{@code
 * ReelwayClient reelway =
 *     ReelwayClient.builder(URI.create("http://localhost:8080")).apiKey("secret").build();
 * AcceptedJob accepted =
 *     reelway.submitJob(Path.of("clip.mp4"), SubmitOptions.DEFAULTS.preset("mobile"));
 * Job job = reelway.waitForJob(accepted.id(), Duration.ofMinutes(10));
 * JobResult result = job.resultOrThrow();
 * reelway.download(job.id(), Path.of(result.filename()));
 * System.out.println("saved " + result.savedPercent() + " %");
 * }</pre>
 *
 * <p>Methods block; {@link #async} has the same ones as futures. Files of any size go through a few
 * hundred kilobytes of memory. Calls are retried as {@link RetryPolicy} says, never so that a job
 * could be made twice. Every method throws {@link ReelwayException}. Safe for use by many threads;
 * make one and keep it. There is nothing to close.
 */
public final class ReelwayClient {
  /** The longest time that a server lets a submit wait for its job. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(1);

  private final Transport transport;
  private final Download download;
  private final Optimize optimize;

  ReelwayClient(Transport transport, Duration optimizePatience) {
    this.transport = transport;
    this.download = new Download(transport);
    this.optimize = new Optimize(transport, download, optimizePatience);
  }

  /** A client with default settings and no key. */
  public static ReelwayClient of(URI server) {
    return builder(server).build();
  }

  /**
   * Starts building a client.
   *
   * @param server scheme, host and port, e.g. {@code http://localhost:8080}; a path is the prefix
   *     of every route
   */
  public static ReelwayClientBuilder builder(URI server) {
    return new ReelwayClientBuilder(server);
  }

  /** Submits a file with the server's default preset. */
  public AcceptedJob submitJob(Path file) {
    return submitJob(Source.file(file), SubmitOptions.DEFAULTS);
  }

  /** Submits a file. */
  public AcceptedJob submitJob(Path file, SubmitOptions options) {
    return submitJob(Source.file(file), options);
  }

  /**
   * Submits a stream, which is read to its end and closed. It can be read only once, so a failed
   * upload is not repeated; {@link Source#stream(Source.Opener, java.util.OptionalLong)} can be
   * repeated.
   *
   * @param options should have a file name, because a stream has none
   */
  public AcceptedJob submitJob(InputStream stream, SubmitOptions options) {
    return submitJob(Source.stream(stream), options);
  }

  /** Submits a source. When this returns, the server has stored the job durably. */
  public AcceptedJob submitJob(Source source, SubmitOptions options) {
    Answer answer = transport.send(submit(source, options));
    boolean replayed =
        answer.headers().firstValue("Idempotent-Replayed").filter("true"::equals).isPresent();
    return AcceptedJob.of(answer.json(), replayed);
  }

  private static Call submit(Source source, SubmitOptions options) {
    return Call.of("POST", Paths.JOBS)
        .form(MultipartBody.of(source, options))
        .header("Idempotency-Key", options.keyOfCall());
  }

  /** Submits a file and waits until its job is done or has failed. */
  public Job submitAndWait(Path file, SubmitOptions options, Duration timeout) {
    return submitAndWait(Source.file(file), options, timeout);
  }

  /**
   * Submits a source and waits until its job is done or has failed; see {@link Job#resultOrThrow}.
   * A job that ends within a minute costs one request. A longer job is polled.
   *
   * @param timeout time after the upload after which {@code wait-timeout} is thrown; the job itself
   *     continues
   */
  public Job submitAndWait(Source source, SubmitOptions options, Duration timeout) {
    Duration held = timeout.compareTo(LONGEST_ANSWER) < 0 ? timeout : LONGEST_ANSWER;
    Answer answer =
        transport.send(
            submit(source, options)
                .header("Prefer", "wait=" + Math.max(1, held.toSeconds()))
                .patience(held));
    JsonObject job = answer.json();
    return job.time("completedAt").isPresent()
        ? Job.of(job)
        : waitForJob(job.textOrEmpty("jobId"), timeout.minus(answer.waited()));
  }

  /** The state of a job. */
  public Job jobStatus(String id) {
    return Job.of(transport.send(Call.of("GET", Paths.job(id))).json());
  }

  /** Waits until a job is done or has failed. */
  public Job waitForJob(String id, Duration timeout) {
    return waitForJob(id, timeout, JobListener.NONE);
  }

  /**
   * Waits until a job is done or has failed; see {@link Job#resultOrThrow}. Waits through outages
   * of the server.
   *
   * @param timeout time after which {@code wait-timeout} is thrown; the job itself continues
   * @param listener receives every change, including percent
   */
  public Job waitForJob(String id, Duration timeout, JobListener listener) {
    return new Waiting(transport, id, timeout, listener).run();
  }

  /** Fetches the output of a job that is done. */
  public JobResult download(String id, Path target) {
    return download(id, target, TransferListener.NONE);
  }

  /**
   * Fetches the output of a job that is done. An interrupted transfer resumes; size and checksum
   * are verified against the values of the server.
   *
   * @param target appears only when complete, and replaces an existing file. A temporary file is
   *     beside it during the download
   * @param listener receives the progress of the transfer
   */
  public JobResult download(String id, Path target, TransferListener listener) {
    JobResult result = jobStatus(id).resultOrThrow();
    download.toFile(Download.Expected.of(id, result), target, listener);
    return result;
  }

  /**
   * The output of a finished job as a stream, which the caller must close. Not resumed and not
   * verified. A read that waits longer than {@link ReelwayClientBuilder#idleTimeout} fails.
   */
  public InputStream openDownload(String id) {
    return download.open(Paths.download(id));
  }

  /**
   * Fetches a further output of a job. Size and checksum are verified, as those of the main output.
   * Throws {@code several-files} for a stream, which plays from its {@code downloadUrl}.
   *
   * @param output its name in the request
   */
  public Output download(String id, String output, Path target) {
    Job job = jobStatus(id);
    Output made =
        job.output(output)
            .orElseThrow(() ->
                ReelwayException.client("not-found", "The job has no output of this name.", null));
    download.toFile(expected(job, made), target, TransferListener.NONE);
    return made;
  }

  private static Download.Expected expected(Job job, Output output) {
    if (output.error().isPresent()) {
      JobError error = output.error().get();
      throw ReelwayException.client(error.code(), error.message(), null);
    }
    Output.File file =
        output
            .file()
            .orElseThrow(
                () -> ReelwayException.client("not-ready", "The job is not done yet.", null));
    if (!file.paths().isEmpty()) {
      throw ReelwayException.client(
          "several-files",
          "The output has several files; open it at its download URL instead.",
          null);
    }
    return new Download.Expected(
        Paths.download(job.id(), output.name()), file.bytes(), Optional.of(file.sha256()));
  }

  /**
   * Submits, waits and downloads in one request. If the server answers before the job is done, the
   * job is polled and its output downloaded; the result is the same.
   *
   * @param target appears only when complete, and replaces an existing file
   */
  public Optimized optimize(Path file, SubmitOptions options, Path target) {
    return optimize.toFile(Source.file(file), options, target);
  }

  /** Submits any source; otherwise like the method for files. */
  public Optimized optimize(Source source, SubmitOptions options, Path target) {
    return optimize.toFile(source, options, target);
  }

  /** Returns the output as a stream, which the caller must close. */
  public OptimizedStream optimize(Source source, SubmitOptions options) {
    return optimize.toStream(source, options);
  }

  /**
   * Cancels a job; it fails with code {@code cancelled} within seconds. Throws {@code
   * not-cancellable} if it was already final.
   */
  public void cancel(String id) {
    try {
      transport.send(Call.of("POST", Paths.cancel(id)));
    } catch (ReelwayException e) {
      if (!e.code().equals("not-cancellable") || !isCancelled(id)) {
        throw e;
      }
    }
  }

  /** Whether the job is already cancelled: the answer to an earlier attempt may have been lost. */
  private boolean isCancelled(String id) {
    return jobStatus(id).state() instanceof JobState.Failed failed
        && failed.error().code().equals("cancelled");
  }

  /** Cancels a job if it runs, and deletes its source, output and record. */
  public void delete(String id) {
    int[] tries = {0};
    try {
      transport.retrying(
          () -> true,
          () -> {
            tries[0]++;
            return transport.sendOrThrow(Call.of("DELETE", Paths.job(id)));
          });
    } catch (ReelwayException e) {
      boolean erasedByAnEarlierTry = tries[0] > 1 && e.code().equals("not-found");
      if (!erasedByAnEarlierTry) {
        throw e;
      }
    }
  }

  /** The presets that jobs may name. */
  public Presets presets() {
    return Presets.of(transport.send(Call.of("GET", "/api/media/presets")).json());
  }

  /** The limits of the server. */
  public Limits limits() {
    return Limits.of(transport.send(Call.of("GET", "/api/media/limits")).json());
  }

  /** The totals of the server. */
  public Usage usage() {
    return Usage.of(transport.send(Call.of("GET", "/api/usage")).json());
  }

  /** Jobs, newest first; further pages are fetched on demand. */
  public JobList listJobs(JobQuery query) {
    return new JobList(this, query);
  }

  /**
   * One page of jobs.
   *
   * @param cursor cursor of the page before; empty: the first page
   */
  public JobPage listJobs(JobQuery query, Optional<String> cursor) {
    StringBuilder path = new StringBuilder(Paths.JOBS).append('?');
    query
        .conditions()
        .forEach((name, value) ->
            path.append(Paths.encoded(name)).append('=').append(Paths.encoded(value)).append('&'));
    query.pageSize().ifPresent(it -> path.append("limit=").append(it).append('&'));
    cursor.ifPresent(it -> path.append("cursor=").append(Paths.encoded(it)).append('&'));
    path.setLength(path.length() - 1);
    return JobPage.of(transport.send(Call.of("GET", path.toString())).json());
  }

  /** An asynchronous client whose calls run on one thread each. */
  public AsyncReelwayClient async() {
    return async(AsyncReelwayClient.DAEMONS);
  }

  /**
   * An asynchronous client with a given executor.
   *
   * @param executor runs the calls; on Java 21 an executor of virtual threads fits best
   */
  public AsyncReelwayClient async(Executor executor) {
    return new AsyncReelwayClient(this, executor);
  }
}
