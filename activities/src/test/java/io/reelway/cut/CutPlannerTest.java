package io.reelway.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Segment;
import io.reelway.stage.CutStage.Cuts;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of the cuts. */
class CutPlannerTest {
  private static final Duration LENGTH = Duration.ofSeconds(10);
  private static final Rational MILLISECONDS = new Rational(1, 1000);

  @ParameterizedTest(name = "{0} s on {1} slots: {2} segments")
  @CsvSource({
    "52, 2, 6",
    "60, 2, 6",
    "61, 2, 8",
    "60, 4, 8",
    "60, 16, 12",
    "21, 1, 3",
    "20, 2, 2",
    "600, 2, 60",
    "7200, 2, 600",
    "36000, 2, 600"
  })
  void fillsTheSlotsOfItsHostEvenly(int seconds, int slots, int segments) {
    assertThat(cuts(source(seconds, 5), slots).segments()).hasSize(segments);
  }

  @Test
  void leavesOutNoFrameAndRepeatsNone() {
    SourceFrames source = source(60, 5);

    List<Segment> segments = cuts(source, 2).segments();

    assertThat(segments.stream().mapToLong(Segment::frames).sum()).isEqualTo(60 * 25);
    for (int i = 1; i < segments.size(); i++) {
      assertThat(segments.get(i).start()).isEqualTo(segments.get(i - 1).end());
    }
    assertThat(segments.getFirst().start()).isZero();
    assertThat(segments.getLast().end()).isEqualTo(60);
  }

  @Test
  void cutsAtAKeyFrameThatIsNear() {
    assertThat(cuts(source(60, 6), 2).segments())
        .extracting(Segment::start)
        .allSatisfy(start -> assertThat(start % 6).isZero());
  }

  @Test
  void cutsElsewhereWhenNoKeyFrameIsNear() {
    assertThat(cuts(source(60, 60), 2).segments())
        .extracting(Segment::start)
        .containsExactly(0.0, 10.0, 20.0, 30.0, 40.0, 50.0);
  }

  @Test
  void readsFromTheKeyFrameItself() {
    assertThat(cuts(source(60, 5), 2).segments().get(1).seek()).isCloseTo(10.15, within(1e-9));
  }

  @Test
  void readsFromTheFormerKeyFrameBeforeAnyOtherFrame() {
    assertThat(cuts(source(60, 60), 2).segments().get(1).seek()).isCloseTo(0.15, within(1e-9));
    assertThat(cuts(source(60, 60), 2).segments().getFirst().seek()).isNull();
  }

  @Test
  void readsFromTwoSecondsBeforeAKeyFrameThatAnotherFollowsClosely() {
    assertThat(cuts(source(60, 0.2), 2).segments().get(1).seek()).isEqualTo(8);
  }

  /** Without an index, ffmpeg finds any packet, and a decoder can begin only with a key frame. */
  @Test
  void readsFromBeforeTheLastKeyFrameInAContainerWithoutAnIndex() {
    Cuts cuts = new CutPlanner(2).plan(probe("mpeg_ts"), source(60, 26), null, false, LENGTH);

    assertThat(cuts.segments().subList(1, 6))
        .extracting(Segment::start, Segment::seek)
        .containsExactly(
            tuple(10.0, 0.0),
            tuple(20.0, 0.0),
            tuple(30.0, 25.5),
            tuple(40.0, 25.5),
            tuple(52.0, 50.0));
  }

  /** In a pause, MP4 has the index entry of the key frame that follows. */
  @Test
  void doesNotReadFromAPauseBeforeASegment() {
    long[] ticks =
        LongStream.concat(
                LongStream.range(0, 125).map(frame -> frame * 40),
                LongStream.range(250, 500).map(frame -> frame * 40))
            .toArray();
    SourceFrames paused =
        new SourceFrames(
            Timeline.of(ticks, MILLISECONDS),
            List.of(0.0, 4.0, 18.0),
            0,
            20,
            0,
            0,
            PacketBytes.UNKNOWN);

    Segment second = cuts(paused, 2).segments().get(1);

    assertThat(second.start()).isEqualTo(10);
    assertThat(second.seek()).isCloseTo(4.15, within(1e-9));
  }

  @Test
  void doesNotDivideASlideShow() {
    long[] ticks = LongStream.range(0, 30).map(slide -> slide * 2000).toArray();
    SourceFrames slides =
        new SourceFrames(
            Timeline.of(ticks, MILLISECONDS), List.of(0.0), 0, 60, 0, 0, PacketBytes.UNKNOWN);

    assertThat(cuts(slides, 2)).isEqualTo(Cuts.none(null));
  }

  /** An encoder keeps both, so a segment would have more frames than times. */
  @Test
  void doesNotDivideASourceWhoseFramesHaveEqualTimes() {
    long[] ticks = LongStream.range(0, 1500).map(frame -> frame / 2 * 40).toArray();
    SourceFrames repeated =
        new SourceFrames(
            Timeline.of(ticks, MILLISECONDS), List.of(0.0), 0, 30, 0, 0, PacketBytes.UNKNOWN);

    assertThat(cuts(repeated, 2).segments()).isEmpty();
    assertThat(cuts(repeated, 2).whole()).endsWith("some of its frames have the same time.");
  }

  /** They are packets with the time of the frame that follows, and no frame comes of them. */
  @Test
  void dividesASourceWithHiddenFrames() {
    long[] ticks = LongStream.range(0, 825).map(packet -> packet * 10 / 11 * 40).toArray();
    SourceFrames hidden =
        new SourceFrames(
            Timeline.of(ticks, MILLISECONDS), List.of(0.0), 0, 30, 0, 0, PacketBytes.UNKNOWN);

    Cuts cuts = new CutPlanner(2).plan(probe("webm", "vp8"), hidden, null, false, LENGTH);

    assertThat(cuts.segments().stream().mapToLong(Segment::frames).sum()).isEqualTo(750);
  }

  @Test
  void keepsTheLastFrameOfASourceWithoutDurations() {
    SourceFrames source = source(60, 5);
    double last = source.timeline().seconds(source.timeline().size() - 1);

    Cuts cuts =
        cuts(
            new SourceFrames(source.timeline(), source.keys(), 0, last, 0, 0, PacketBytes.UNKNOWN),
            2);

    assertThat(cuts.segments().getLast().end()).isGreaterThan(last);
  }

  private static Cuts cuts(SourceFrames source, int slots) {
    return new CutPlanner(slots).plan(probe(), source, null, false, LENGTH);
  }

  /** A source with 25 frames a second. */
  private static SourceFrames source(int seconds, double keys) {
    long[] ticks = LongStream.range(0, 25L * seconds).map(frame -> frame * 40).toArray();
    List<Double> at =
        DoubleStream.iterate(0, time -> time < seconds, time -> time + keys).boxed().toList();
    return new SourceFrames(
        Timeline.of(ticks, MILLISECONDS), at, 0, seconds, 0, 0, PacketBytes.UNKNOWN);
  }

  private static Probe probe() {
    return probe("mp4");
  }

  private static Probe probe(String container) {
    return probe(container, "h264");
  }

  private static Probe probe(String container, String codec) {
    return new Probe(
        container,
        "mov",
        Duration.ofSeconds(60),
        List.of(
            new VideoTrack(
                0, codec, Picture.plain(1920, 1080, "yuv420p", false), new Rational(25, 1), false)),
        List.of());
  }
}
