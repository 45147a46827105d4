package io.reelway.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Tools;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Plan;
import io.reelway.plan.Presets;
import io.reelway.plan.Rendition;
import io.reelway.spec.JobOptions;
import io.reelway.store.JobJson;
import io.reelway.strategy.Strategies;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which effort reaches the encoders of which output. */
class EffortTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final Probe VIDEO =
      new Probe(
          "mp4",
          "mov,mp4,m4a,3gp,3g2,mj2",
          LONG,
          List.of(
              new VideoTrack(
                  0,
                  "mpeg4",
                  Picture.plain(640, 360, "yuv420p", false),
                  new Rational(25, 1),
                  false)),
          List.of());

  private final Planner planner =
      new Planner(Strategies.builtIn(), new EncodeLimits(LONG, 20, LONG, LONG), Tools.WHOLE);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                     | balanced
          {'effort': 'fast'}     | fast
          {'effort': 'thorough'} | thorough
          """)
  void allAttemptsOfTheMainOutputHaveTheEffortOfTheJob(String options, String effort) {
    assertThat(efforts(plan(options).main())).isEqualTo(effort);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "image, main fast, a fast, b thorough",
    "animation, main fast, a fast, b thorough",
    "video, main fast, a fast, b thorough",
    "hls, main fast, a fast, b thorough",
    "storyboard, main fast, a fast, b thorough",
  })
  void aFurtherOutputHasTheEffortOfTheJobUnlessItHasItsOwn(
      String type, String main, String inherited, String own) {
    Plan plan =
        plan(
            ("{'effort': 'fast', 'outputs': [{'name': 'a', 'type': '%s'},"
                    + " {'name': 'b', 'type': '%s', 'options': {'effort': 'thorough'}}]}")
                .formatted(type, type));

    assertThat(plan.renditions().stream().map(one -> one.name() + " " + efforts(one)))
        .containsExactly(main, inherited, own);
  }

  private Plan plan(String options) {
    return planner.plan(
        VIDEO, Presets.WEB, JobJson.MAPPER.readValue(options.replace('\'', '"'), JobOptions.class));
  }

  private static String efforts(Rendition rendition) {
    return rendition.attempts().stream()
        .map(Attempt::settings)
        .filter(settings -> !settings.equals(EncoderSettings.NONE))
        .map(settings -> settings.chosenEffort().name().toLowerCase(Locale.ROOT))
        .distinct()
        .collect(Collectors.joining(" "));
  }
}
