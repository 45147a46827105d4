package io.reelway.sdk;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * The methods of {@link ReelwayClient} as futures.
 *
 * <pre>{@code
 * AsyncReelwayClient reelway = ReelwayClient.of(URI.create("http://localhost:8080")).async();
 * reelway
 *     .submitJob(Source.file(Path.of("photo.jpg")), SubmitOptions.DEFAULTS)
 *     .thenCompose(accepted -> reelway.waitForJob(accepted.id(), Duration.ofMinutes(5)))
 *     .thenCompose(job -> reelway.download(job.id(), Path.of(job.resultOrThrow().filename())))
 *     .join();
 * }</pre>
 *
 * <p>A future fails with {@link ReelwayException}; {@code join} wraps it in a {@code
 * CompletionException}. Cancelling a future stops its request; a job that was created continues,
 * see {@link #cancel}.
 */
public final class AsyncReelwayClient {
  /** Threads come and go with the calls and do not keep a program alive. */
  static final Executor DAEMONS =
      Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "reelway-sdk");
        thread.setDaemon(true);
        return thread;
      });

  private final ReelwayClient client;
  private final Executor executor;

  AsyncReelwayClient(ReelwayClient client, Executor executor) {
    this.client = client;
    this.executor = executor;
  }

  /** See {@link ReelwayClient#submitJob(Source, SubmitOptions)}. */
  public CompletableFuture<AcceptedJob> submitJob(Source source, SubmitOptions options) {
    return start(() -> client.submitJob(source, options));
  }

  /** See {@link ReelwayClient#submitJob(Path, SubmitOptions)}. */
  public CompletableFuture<AcceptedJob> submitJob(Path file, SubmitOptions options) {
    return start(() -> client.submitJob(file, options));
  }

  /** See {@link ReelwayClient#submitAndWait(Source, SubmitOptions, Duration)}. */
  public CompletableFuture<Job> submitAndWait(
      Source source, SubmitOptions options, Duration timeout) {
    return start(() -> client.submitAndWait(source, options, timeout));
  }

  /** See {@link ReelwayClient#submitAndWait(Path, SubmitOptions, Duration)}. */
  public CompletableFuture<Job> submitAndWait(Path file, SubmitOptions options, Duration timeout) {
    return start(() -> client.submitAndWait(file, options, timeout));
  }

  /** See {@link ReelwayClient#jobStatus}. */
  public CompletableFuture<Job> jobStatus(String id) {
    return start(() -> client.jobStatus(id));
  }

  /** See {@link ReelwayClient#waitForJob(String, Duration)}. */
  public CompletableFuture<Job> waitForJob(String id, Duration timeout) {
    return start(() -> client.waitForJob(id, timeout));
  }

  /** See {@link ReelwayClient#waitForJob(String, Duration, JobListener)}. */
  public CompletableFuture<Job> waitForJob(String id, Duration timeout, JobListener listener) {
    return start(() -> client.waitForJob(id, timeout, listener));
  }

  /** See {@link ReelwayClient#download(String, Path)}. */
  public CompletableFuture<JobResult> download(String id, Path target) {
    return start(() -> client.download(id, target));
  }

  /** See {@link ReelwayClient#download(String, String, Path)}. */
  public CompletableFuture<Output> download(String id, String output, Path target) {
    return start(() -> client.download(id, output, target));
  }

  /** See {@link ReelwayClient#optimize(Source, SubmitOptions, Path)}. */
  public CompletableFuture<Optimized> optimize(Source source, SubmitOptions options, Path target) {
    return start(() -> client.optimize(source, options, target));
  }

  /** See {@link ReelwayClient#cancel}. */
  public CompletableFuture<Void> cancel(String id) {
    return run(() -> client.cancel(id));
  }

  /** See {@link ReelwayClient#delete}. */
  public CompletableFuture<Void> delete(String id) {
    return run(() -> client.delete(id));
  }

  /** See {@link ReelwayClient#presets}. */
  public CompletableFuture<Presets> presets() {
    return start(client::presets);
  }

  /** See {@link ReelwayClient#limits}. */
  public CompletableFuture<Limits> limits() {
    return start(client::limits);
  }

  /** See {@link ReelwayClient#usage}. */
  public CompletableFuture<Usage> usage() {
    return start(client::usage);
  }

  /** See {@link ReelwayClient#listJobs(JobQuery, Optional)}. */
  public CompletableFuture<JobPage> listJobs(JobQuery query, Optional<String> cursor) {
    return start(() -> client.listJobs(query, cursor));
  }

  private CompletableFuture<Void> run(Runnable call) {
    return start(Executors.callable(call)).thenApply(nothing -> null);
  }

  private <T> CompletableFuture<T> start(Callable<T> call) {
    Running<T> running = new Running<>(call);
    executor.execute(running.task);
    return running;
  }

  /** A call on its way, whose cancelling reaches the thread that makes it. */
  private static final class Running<T> extends CompletableFuture<T> {
    private final FutureTask<Void> task;

    Running(Callable<T> call) {
      this.task = new FutureTask<>(() -> complete(call), null);
    }

    private void complete(Callable<T> call) {
      try {
        complete(call.call());
      } catch (Throwable e) {
        completeExceptionally(e);
      }
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
      boolean cancelled = super.cancel(mayInterrupt);
      task.cancel(true);
      return cancelled;
    }
  }
}
