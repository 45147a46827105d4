package io.reelway.cli;

import io.reelway.sdk.AcceptedJob;
import io.reelway.sdk.AsyncReelwayClient;
import io.reelway.sdk.Job;
import io.reelway.sdk.JobResult;
import io.reelway.sdk.Output;
import io.reelway.sdk.ReelwayClient;
import io.reelway.sdk.ReelwayException;
import io.reelway.sdk.SubmitOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Sends files to the server, several at the same time, and saves the outputs. */
final class Batch implements AutoCloseable {
  /** Limit that only ends forgotten waits. The server has its own limits. */
  private static final Duration PATIENCE = Duration.ofDays(2);

  /** How long an abort waits for the answer to a file that is sent. */
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final ReelwayClient client;
  private final SubmitOptions options;
  private final Targets targets;
  private final DoneFiles doneFiles;
  private final Display display;
  private final ThreadPoolExecutor workers;
  private final Set<String> open = ConcurrentHashMap.newKeySet();

  /** Files that are sent completely, so that their job may exist although no answer has come. */
  private final Set<Input> sent = ConcurrentHashMap.newKeySet();

  /**
   * @param atOnce number of files that are processed at the same time
   */
  Batch(
      ReelwayClient client,
      SubmitOptions options,
      Targets targets,
      DoneFiles doneFiles,
      Display display,
      int atOnce) {
    this.client = client;
    this.options = options;
    this.targets = targets;
    this.doneFiles = doneFiles;
    this.display = display;
    AtomicInteger number = new AtomicInteger();
    this.workers =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> new Thread(task, "file-" + number.incrementAndGet()));
  }

  /** Processes all files. The outcomes are in the order of the files. */
  List<Outcome> run(List<Input> inputs) {
    inputs.forEach(targets::add);
    display.expect(inputs.size());
    return inputs.stream().map(input -> workers.submit(() -> run(input))).toList().stream()
        .map(Batch::outcome)
        .toList();
  }

  private static Outcome outcome(Future<Outcome> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Outcome run(Input input) {
    long begin = System.nanoTime();
    Outcome outcome;
    try (Display.Row row = display.begin(input)) {
      outcome = optimize(input, row, begin);
      row.end(outcome);
    }
    return outcome;
  }

  private Outcome optimize(Input input, Display.Row row, long begin) {
    FileVersion source = FileVersion.of(input);
    try {
      String id = submit(input, row);
      Job job = client.waitForJob(id, PATIENCE, row::changed);
      open.remove(id);
      JobResult result = job.resultOrThrow();
      Path target = targets.of(input, ending(result.filename()));
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      client.download(job.id(), target);
      Map<String, Path> further = downloadFurther(job, input, target);
      return new Outcome.Done(
          input,
          since(begin),
          target,
          result.strategy(),
          job.inputBytes(),
          result.outputBytes(),
          warnings(job, note(input, source, target, further)));
    } catch (ReelwayException e) {
      return new Outcome.Failed(input, since(begin), e.code(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Outcome.Failed(input, since(begin), "local-file", noFolder(e));
    }
  }

  /** Submits a file. Returns the id of its job, which is open. */
  private String submit(Input input, Display.Row row) {
    try {
      AcceptedJob accepted =
          client.submitJob(
              input.file(),
              options.uploadListener((bytes, total) -> {
                if (bytes == total.orElse(-1)) {
                  sent.add(input);
                }
                row.uploading(bytes, total);
              }));
      open.add(accepted.id());
      return accepted.id();
    } finally {
      sent.remove(input);
    }
  }

  /**
   * Further outputs lie beside the main one. A stream plays only from a server. Returns the paths
   * by the names of the outputs.
   */
  private Map<String, Path> downloadFurther(Job job, Input input, Path target) {
    Map<String, Path> further = new LinkedHashMap<>();
    for (Output output : job.outputs()) {
      output
          .file()
          .filter(file -> file.paths().isEmpty())
          .map(file -> targets.beside(target, input, output.name(), ending(file.filename())))
          .ifPresent(beside -> further.put(output.name(), beside));
    }
    further.forEach((output, beside) -> client.download(job.id(), output, beside));
    return further;
  }

  /** Notes an output as done. Returns a sentence when that failed. */
  private Optional<String> note(
      Input input, FileVersion source, Path target, Map<String, Path> further) {
    try {
      doneFiles.add(input, source, target, further);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(
          "The next run repeats it, because this file cannot be written: " + e.getMessage());
    }
  }

  private static List<String> warnings(Job job, Optional<String> own) {
    Stream<String> left =
        job.outputs().stream()
            .filter(output -> output.file().filter(file -> !file.paths().isEmpty()).isPresent())
            .map(output ->
                "The output " + output.name() + " has several files and stays on the server.");
    return Stream.of(job.warnings().stream(), left, own.stream()).flatMap(all -> all).toList();
  }

  private static String noFolder(IOException e) {
    return "The folder of the output cannot be created: " + e.getMessage();
  }

  private static String ending(String filename) {
    return filename.substring(filename.lastIndexOf('.') + 1);
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /**
   * Aborts the run: no further file begins, running jobs are cancelled, incomplete files are
   * deleted. A submit that is sent may still answer, because only the answer names its job.
   */
  void abort() {
    workers.shutdown();
    workers.getQueue().clear();
    AsyncReelwayClient hasty = client.async();
    try {
      long end = System.nanoTime() + ANSWER.toNanos();
      while (!sent.isEmpty() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      workers.shutdownNow();
      awaitEnd();
      CompletableFuture.allOf(open.stream().map(hasty::cancel).toArray(CompletableFuture[]::new))
          .get(5, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      // A job is already final, or the server is gone. Nothing is left to do.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    workers.shutdown();
    awaitEnd();
    display.close();
  }

  private void awaitEnd() {
    try {
      workers.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
