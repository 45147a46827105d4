package io.reelway.api.download;

import io.reelway.api.jobs.JobReader;
import io.reelway.api.jobs.JobView;
import io.reelway.api.keys.Caller;
import io.reelway.api.problem.RequestException;
import io.reelway.api.roles.OnApiRole;
import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobState;
import io.reelway.plan.Rendition;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The download routes. */
@OnApiRole
@RestController
@RequestMapping("/api/media/jobs")
final class DownloadController {
  private final JobReader reader;
  private final Downloads downloads;

  DownloadController(JobReader reader, Downloads downloads) {
    this.reader = reader;
    this.downloads = downloads;
  }

  @GetMapping("/{id}/download")
  Mono<Void> download(
      @PathVariable String id,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      ServerWebExchange exchange) {
    return reader
        .read(id, caller)
        .flatMap(view -> answer(view.snapshot().state(), Rendition.MAIN, exchange));
  }

  @GetMapping("/{id}/download/{name}")
  Mono<Void> downloadOutput(
      @PathVariable String id,
      @PathVariable String name,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      ServerWebExchange exchange) {
    return named(id, name, caller).flatMap(view -> answer(view.snapshot().state(), name, exchange));
  }

  @GetMapping("/{id}/download/{name}/{path}")
  Mono<Void> downloadFile(
      @PathVariable String id,
      @PathVariable String name,
      @PathVariable String path,
      @RequestAttribute(Caller.ATTRIBUTE) Caller caller,
      ServerWebExchange exchange) {
    return named(id, name, caller)
        .flatMap(view ->
            view.snapshot().state() instanceof JobState.Done done && done.find(name).isPresent()
                ? file(done, done.find(name).get(), path, caller, exchange)
                : answer(view.snapshot().state(), name, exchange));
  }

  private Mono<JobView> named(String id, String name, Caller caller) {
    return reader
        .read(id, caller)
        .filter(view -> has(view.snapshot().job(), name))
        .switchIfEmpty(
            Mono.error(() ->
                new RequestException(ErrorCode.NOT_FOUND, "The job has no output of this name.")));
  }

  /** A file is found only by the exact path that the output lists. */
  private Mono<Void> file(
      JobState.Done done,
      Artifact artifact,
      String path,
      Caller caller,
      ServerWebExchange exchange) {
    return artifact
        .file(path)
        .map(file -> downloads.file(done, file, caller, exchange))
        .orElseGet(() ->
            Mono.error(
                new RequestException(ErrorCode.NOT_FOUND, "The output has no file of this name.")));
  }

  private static boolean has(AcceptedJob job, String name) {
    return name.equals(Rendition.MAIN)
        || job.request().asked().outputs().stream().anyMatch(one -> one.name().equals(name));
  }

  private Mono<Void> answer(JobState state, String name, ServerWebExchange exchange) {
    return switch (state) {
      case JobState.Done done ->
          done.find(name)
              .map(artifact -> downloads.answer(done, artifact, exchange))
              .orElseGet(() -> notReady("The output could not be made."));
      case JobState.Failed failed -> notReady("The job has failed; there is no output.");
      case JobState.Pending open -> notReady("The job is not done yet.");
      case JobState.Processing open -> notReady("The job is not done yet.");
    };
  }

  private static Mono<Void> notReady(String sentence) {
    return Mono.error(new RequestException(ErrorCode.NOT_READY, sentence));
  }
}
