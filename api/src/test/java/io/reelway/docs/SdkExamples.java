package io.reelway.docs;

import io.reelway.sdk.AcceptedJob;
import io.reelway.sdk.AsyncReelwayClient;
import io.reelway.sdk.Job;
import io.reelway.sdk.JobQuery;
import io.reelway.sdk.JobResult;
import io.reelway.sdk.JobState;
import io.reelway.sdk.Options;
import io.reelway.sdk.Output;
import io.reelway.sdk.ReelwayClient;
import io.reelway.sdk.ReelwayException;
import io.reelway.sdk.RetryPolicy;
import io.reelway.sdk.Source;
import io.reelway.sdk.SubmitOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The Java examples of the documents. The code between {@code example} and {@code end} appears
 * there word for word; {@link DocumentsTest} compares the two and runs these.
 */
final class SdkExamples {
  private final ReelwayClient reelway;

  SdkExamples(ReelwayClient reelway) {
    this.reelway = reelway;
  }

  static ReelwayClient client(URI server, String key) {
    // example client
    ReelwayClient reelway =
        ReelwayClient.builder(server)
            .apiKey(key)
            .idleTimeout(Duration.ofSeconds(30))
            .retries(new RetryPolicy(8, Duration.ofMillis(200), Duration.ofSeconds(10)))
            .build();
    // end
    return reelway;
  }

  JobResult first(Path clip, Path folder) {
    // example first
    AcceptedJob accepted = reelway.submitJob(clip, SubmitOptions.DEFAULTS.preset("mobile"));
    Job job = reelway.waitForJob(accepted.id(), Duration.ofMinutes(10));
    JobResult result = job.resultOrThrow();
    reelway.download(job.id(), folder.resolve(result.filename()));
    System.out.printf("%s, saved %.1f %%%n", result.strategy(), result.savedPercent());
    // end
    return result;
  }

  Job progress(Path clip) {
    AcceptedJob accepted = reelway.submitJob(clip);
    // example progress
    Job job =
        reelway.waitForJob(
            accepted.id(),
            Duration.ofMinutes(10),
            now ->
                now.progress()
                    .ifPresent(it -> System.out.println(it.stage() + " " + it.percent() + " %")));
    if (job.state() instanceof JobState.Failed failed) {
      System.out.println(failed.error().code() + ": " + failed.error().message());
    }
    // end
    return job;
  }

  Output options(Path clip, Path folder) {
    // example options
    Options options =
        Options.builder()
            .width(320)
            .format("mp4")
            .image("poster", Options.builder().at(Duration.ofSeconds(1)).width(160).build())
            .build();
    Job job =
        reelway.submitAndWait(
            clip, SubmitOptions.DEFAULTS.options(options), Duration.ofMinutes(10));
    reelway.download(job.id(), folder.resolve(job.resultOrThrow().filename()));
    Output poster = reelway.download(job.id(), "poster", folder.resolve("poster.webp"));
    // end
    return poster;
  }

  AcceptedJob stream(byte[] photo) {
    // example stream
    Source source =
        Source.stream(() -> new java.io.ByteArrayInputStream(photo), OptionalLong.of(photo.length));
    AcceptedJob accepted =
        reelway.submitJob(source, SubmitOptions.DEFAULTS.filename("from-a-database.jpg"));
    // end
    return accepted;
  }

  String failure(Path file) {
    String code = "";
    // example failure
    try {
      reelway.submitJob(file);
    } catch (ReelwayException e) {
      code = e.code(); // e.g. too-large, unauthorized, network
      System.out.println(e.getMessage());
      e.requestId().ifPresent(id -> System.out.println("Tell the operator: " + id));
    }
    // end
    return code;
  }

  // example batch
  /** Optimizes every file of a folder, all at once; the server decides how many run together. */
  List<Path> optimizeAll(Path folder, Path out) throws IOException {
    Files.createDirectories(out);
    AsyncReelwayClient async = reelway.async();
    List<CompletableFuture<Path>> outputs;
    try (Stream<Path> files = Files.list(folder)) {
      outputs = files.map(file -> optimizeOne(async, file, out)).toList();
    }
    return outputs.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<Path> optimizeOne(AsyncReelwayClient async, Path file, Path out) {
    return async
        .submitJob(file, SubmitOptions.DEFAULTS.preset("mobile"))
        .thenCompose(accepted -> async.waitForJob(accepted.id(), Duration.ofHours(1)))
        .thenCompose(job -> {
          Path target = out.resolve(job.resultOrThrow().filename());
          return async.download(job.id(), target).thenApply(result -> target);
        });
  }

  // end

  long list() {
    // example list
    long saved =
        reelway.listJobs(JobQuery.ALL.status("done")).stream()
            .limit(1000)
            .mapToLong(job -> job.resultOrThrow().savedBytes())
            .sum();
    // end
    return saved;
  }
}
