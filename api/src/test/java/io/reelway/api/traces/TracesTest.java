package io.reelway.api.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.proto.trace.v1.Span;
import io.reelway.api.ReelwayProcess;
import io.reelway.api.RunningReelway;
import io.reelway.api.processes.SharedEngine;
import io.reelway.corpus.Tools;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class TracesTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  @TempDir private Path data;

  @Test
  void oneTraceSpansTheRequestAndTheEncoder() throws Exception {
    try (Collector collector = new Collector();
        RunningReelway reelway =
            RunningReelway.start(data, "reelway.traces.endpoint=" + collector.endpoint())) {
      reelway.optimize(PHOTO, "web");

      List<String> path = awaitPath(collector);

      assertThat(path)
          .containsSubsequence(
              "http post /api/media/jobs",
              "StartWorkflow:MediaJobWorkflow",
              "RunWorkflow:MediaJobWorkflow",
              "StartActivity:Probe",
              "RunActivity:Probe",
              "ffmpeg");
    }
  }

  @Test
  void theTraceOfADividedVideoContainsEachPart() throws Exception {
    Path clip =
        Tools.make(
            data,
            "clip.mp4",
            List.of("-f", "lavfi", "-i", "testsrc2=s=320x180:r=30:d=6", "-crf", "5"));
    try (Collector collector = new Collector();
        RunningReelway reelway =
            RunningReelway.start(
                data.resolve("data"),
                "reelway.segments.length=2s",
                "reelway.segments.minimum=4s",
                "reelway.worker.heavy-slots=1",
                "reelway.traces.endpoint=" + collector.endpoint())) {
      assertThat(reelway.optimize(clip, "web").path("status").asString()).isEqualTo("done");

      List<List<String>> encodes = awaitPaths(collector, "RunActivity:EncodePart", 3);

      assertThat(encodes)
          .hasSize(3)
          .allSatisfy(path ->
              assertThat(path)
                  .containsSubsequence(
                      "http post /api/media/jobs",
                      "RunWorkflow:MediaJobWorkflow",
                      "StartActivity:EncodePart",
                      "RunActivity:EncodePart",
                      "ffmpeg"));
    }
  }

  /** Waits for runs of ffmpeg below that many spans and returns the span names down to them. */
  private static List<List<String>> awaitPaths(Collector collector, String below, int count)
      throws InterruptedException {
    List<List<String>> found = List.of();
    for (int i = 0; i < 100 && found.size() < count; i++) {
      TimeUnit.MILLISECONDS.sleep(200);
      List<Span> spans = spans(collector);
      Map<ByteString, List<String>> paths = new LinkedHashMap<>();
      spans.stream()
          .filter(span -> span.getName().equals("ffmpeg"))
          .filter(span -> path(span, spans).contains(below))
          // Spans arrive in any order; the one of the request may be among the last.
          .filter(span -> path(span, spans).getFirst().startsWith("http post"))
          .forEach(span -> paths.putIfAbsent(span.getParentSpanId(), path(span, spans)));
      found = List.copyOf(paths.values());
    }
    return found;
  }

  @Test
  void aTraceSpansTwoProcesses() throws Exception {
    try (SharedEngine engine = SharedEngine.inMemory(data.resolve("store"));
        Collector ofTheApi = new Collector();
        Collector ofTheWorker = new Collector();
        ReelwayProcess api = engine.start(data.resolve("front"), "api", traced(ofTheApi));
        ReelwayProcess worker = engine.start(data.resolve("back"), "worker", traced(ofTheWorker))) {
      String job = api.submit(PHOTO, "web");
      api.await(job, "done");
      assertThat(worker.poll(job).path("code").asString())
          .as("a worker serves no jobs")
          .isEqualTo("not-found");

      List<String> path = awaitPath(ofTheApi, ofTheWorker);

      assertThat(path)
          .containsSubsequence("http post /api/media/jobs", "RunActivity:Probe", "ffmpeg");
      assertThat(names(ofTheApi))
          .contains("StartWorkflow:MediaJobWorkflow")
          .doesNotContain("ffmpeg");
      assertThat(names(ofTheWorker)).contains("ffmpeg").noneMatch(name -> name.contains("/jobs"));
    }
  }

  private static String traced(Collector collector) {
    return "reelway.traces.endpoint=" + collector.endpoint();
  }

  private static List<String> names(Collector collector) {
    return collector.spans().stream().map(Span::getName).toList();
  }

  @Test
  void tracingIsOffWithoutACollector() throws Exception {
    try (RunningReelway reelway = RunningReelway.start(data)) {
      assertThat(reelway.has(OpenTelemetry.class)).isFalse();
      assertThat(reelway.has(io.opentracing.Tracer.class)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reelway.traces.endpoint, localhost:4318, an OTLP/HTTP collector",
    "reelway.traces.share, 2, a number from 0 to 1"
  })
  void refusesInvalidSettings(String name, String value, String advice) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("reelway.traces.endpoint", "http://localhost:4318");
    settings.put(name, value);
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new TraceSelection()
                .postProcessEnvironment(environment, new SpringApplication(TracesTest.class)))
        .withMessageContaining(name)
        .withMessageContaining(advice);
  }

  /** Waits for a run of ffmpeg in the trace and returns the span names from the root to it. */
  private static List<String> awaitPath(Collector... collectors) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      List<Span> spans = spans(collectors);
      Optional<Span> tool =
          spans.stream()
              .filter(span -> span.getName().equals("ffmpeg"))
              .filter(span -> path(span, spans).getFirst().startsWith("http"))
              .findFirst();
      if (tool.isPresent()) {
        return path(tool.get(), spans);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    List<Span> spans = spans(collectors);
    throw new AssertionError(
        "No run of ffmpeg below a request: "
            + spans.stream().map(span -> path(span, spans)).toList());
  }

  private static List<Span> spans(Collector... collectors) {
    return Stream.of(collectors).flatMap(collector -> collector.spans().stream()).toList();
  }

  private static List<String> path(Span span, List<Span> spans) {
    Optional<Span> parent =
        spans.stream()
            .filter(one -> one.getTraceId().equals(span.getTraceId()))
            .filter(one -> one.getSpanId().equals(span.getParentSpanId()))
            .findFirst();
    List<String> path = new ArrayList<>();
    parent.ifPresent(one -> path.addAll(path(one, spans)));
    path.add(span.getName());
    return path;
  }
}
