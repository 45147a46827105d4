package io.reelway.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.Plan;
import io.reelway.plan.Presets;
import io.reelway.spec.JobOptions;
import io.reelway.store.JobJson;
import io.reelway.strategy.Strategies;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The segments of all outputs of a film fit into one history: Temporal ends a job after 51,200
 * events, and a segment has seven in each attempt.
 */
class SharedHistoryTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Planner planner =
      new Planner(
          Strategies.builtIn(),
          new EncodeLimits(HOUR, 20, HOUR, HOUR),
          new SegmentSettings(true, Duration.ofSeconds(10), Duration.ofSeconds(20)));

  @ParameterizedTest(name = "{0} minutes, {1} further outputs")
  @CsvSource({
    "10,   0, 10000",
    "10,  16, 10000",
    "100,  3, 11250",
    "100, 11, 33750",
    "120, 16, 57375"
  })
  void manyOutputsOfAFilmHaveLongerSegments(long minutes, int outputs, long millis) {
    Plan plan = planner.plan(film(Duration.ofMinutes(minutes)), Presets.WEB, videos(outputs));

    assertThat(plan.renditions())
        .hasSize(1 + outputs)
        .allSatisfy(one ->
            assertThat(one.attempts())
                .extracting(Attempt::segmentLength)
                .filteredOn(length -> length != null)
                .isNotEmpty()
                .containsOnly(Duration.ofMillis(millis)));
  }

  @ParameterizedTest(name = "{0} minutes, {1} further outputs")
  @CsvSource({"120, 3", "120, 16", "720, 3", "720, 16"})
  void aJobThatNeedsAllItsAttemptsFitsIntoTheHistory(long minutes, int outputs) {
    Duration length = Duration.ofMinutes(minutes);
    Plan plan = planner.plan(film(length), Presets.WEB, videos(outputs));

    double segments =
        plan.renditions().stream()
            .flatMap(one -> one.attempts().stream())
            .map(Attempt::segmentLength)
            .filter(Objects::nonNull)
            .mapToDouble(segment -> (double) length.toMillis() / segment.toMillis())
            .sum();
    assertThat(7 * segments).isLessThan(0.9 * 51_200);
  }

  private static JobOptions videos(int count) {
    String outputs =
        IntStream.range(0, count)
            .mapToObj("{'name':'v%d','type':'video'}"::formatted)
            .collect(Collectors.joining(","));
    return JobJson.MAPPER.readValue(
        "{'outputs':[%s]}".formatted(outputs).replace('\'', '"'), JobOptions.class);
  }

  private static Probe film(Duration length) {
    Picture picture = Picture.plain(640, 360, "yuv420p", false);
    return new Probe(
        "mp4",
        "mov,mp4,m4a,3gp,3g2,mj2",
        length,
        List.of(new VideoTrack(0, "mpeg4", picture, new Rational(25, 1), false)),
        List.of());
  }
}
