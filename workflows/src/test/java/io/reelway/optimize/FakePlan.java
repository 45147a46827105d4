package io.reelway.optimize;

import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.MediaType;
import io.reelway.plan.Plan;
import io.reelway.plan.Rendition;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a test wants to be planned for every source. The main rendition is a video with two
 * attempts.
 *
 * @param further names of the further renditions, each with one attempt
 * @param segmentLength length of the segments of the main rendition; {@code null} to encode it
 *     whole
 * @param sound whether the outputs have sound
 */
record FakePlan(List<String> further, @Nullable Duration segmentLength, boolean sound) {
  static final FakePlan PLAIN = new FakePlan(List.of(), null, true);

  FakePlan withFurther(String... names) {
    return new FakePlan(List.of(names), segmentLength, sound);
  }

  FakePlan divided() {
    return new FakePlan(further, Duration.ofSeconds(10), sound);
  }

  FakePlan withoutSound() {
    return new FakePlan(further, segmentLength, false);
  }

  Plan make() {
    List<Rendition> renditions = new ArrayList<>();
    renditions.add(
        new Rendition(
            Rendition.MAIN,
            List.of(
                attempt(new StrategyId("video-webm-vp9"), MediaType.WEBM).inSegments(segmentLength),
                attempt(new StrategyId("video-mp4-h264"), MediaType.MP4)
                    .inSegments(segmentLength))));
    further.forEach(name ->
        renditions.add(
            new Rendition(
                name, List.of(attempt(new StrategyId("image-" + name), MediaType.WEBP)))));
    return new Plan(renditions);
  }

  private Attempt attempt(StrategyId strategy, MediaType mediaType) {
    return new Attempt(
        strategy,
        mediaType,
        EncoderSettings.of(new EncoderSettings.Video(30, 900, null), new EncoderSettings.Audio(80)),
        new Expectation(
            new ExpectedPicture(Shape.VIDEO, 720, 404, false, 0.5),
            sound,
            null,
            false,
            SizeRule.SMALLER),
        Duration.ofMinutes(10),
        Workload.HEAVY);
  }
}
