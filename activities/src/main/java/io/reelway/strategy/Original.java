package io.reelway.strategy;

import io.reelway.media.AudioTrack;
import io.reelway.media.ImageTrack;
import io.reelway.media.MediaKind;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.VideoTrack;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The source itself without its metadata, for sources that browsers show and no encoder makes
 * smaller. An image is copied. The chosen tracks of a video are moved into a new container, without
 * chapters, covers and further tracks. The SEI messages that cameras and encoders write between the
 * frames of H.264 are removed.
 */
public final class Original implements Strategy {
  private static final StrategyId ID = new StrategyId("original");

  /** A clock may run a little fast. */
  private static final double TOLERANCE = 1.001;

  /** An index entry every two seconds instead of per packet, and no unused boxes. */
  private static final List<String> LEAN =
      List.of("-chunk_duration", "2000000", "-write_btrt", "0", "-empty_hdlr_name", "1");

  @Override
  public StrategyId id() {
    return ID;
  }

  @Override
  public Set<String> encoders() {
    return Set.of();
  }

  @Override
  public boolean keepsAlpha() {
    return true;
  }

  @Override
  public @Nullable Offer offer() {
    return null;
  }

  @Override
  public Optional<Attempt> plan(Probe probe, OutputSpec spec, Duration timeLimit) {
    return BrowserSupport.type(probe)
        .filter(type -> meets(probe, type, spec))
        .map(type -> plan(probe, spec, timeLimit, type));
  }

  /** Whether the source is already what was asked for. Without options it always is. */
  private static boolean meets(Probe probe, MediaType type, OutputSpec spec) {
    JobOptions asked = spec.options();
    Picture picture = probe.picture();
    AudioTrack audio = spec.keepsSound() ? probe.audio() : null;
    return !spec.trims()
        && (spec.kind() == null || spec.kind() == probe.kind())
        && (probe.kind() != MediaKind.IMAGE || spec.moves(probe) == probe.animated())
        && (asked.format().isEmpty() || asked.format().contains(format(type)))
        && (asked.videoCodec() == null || asked.videoCodec().equals(probe.pictureTrack().codec()))
        && (asked.audioCodec() == null || audio == null || asked.audioCodec().equals(audio.codec()))
        && (asked.maxFrameRate() == null || isSlow(probe, asked.maxFrameRate()))
        && (!spec.hasSize() || isShown(probe, Framing.of(picture, probe.kind(), spec)));
  }

  /**
   * Whether the source is known to have at most so many frames per second; an animation, on
   * average.
   */
  private static boolean isSlow(Probe probe, double most) {
    Duration length = probe.duration();
    return switch (probe.pictureTrack()) {
      case VideoTrack video -> video.isWithin(most * TOLERANCE);
      case ImageTrack image ->
          !image.animated()
              || (length != null
                  && image.frames() * 1000.0 <= most * TOLERANCE * length.toMillis());
    };
  }

  /** Whether the source has the size that was asked for. A video may have odd sides. */
  private static boolean isShown(Probe probe, Framing framing) {
    Picture picture = probe.picture();
    int most = probe.kind() == MediaKind.VIDEO ? 1 : 0;
    return framing.crop() == null
        && Math.abs(picture.width() - framing.size().width()) <= most
        && Math.abs(picture.height() - framing.size().height()) <= most;
  }

  private static String format(MediaType type) {
    return type.value().substring(type.value().indexOf('/') + 1);
  }

  private static Attempt plan(Probe probe, OutputSpec spec, Duration timeLimit, MediaType type) {
    Picture source = probe.picture();
    ExpectedPicture picture =
        new ExpectedPicture(shape(probe), source.width(), source.height(), false, 0);
    boolean sound = spec.hasSound(probe);
    Expectation expectation =
        new Expectation(
            picture, sound, VideoStrategy.length(probe, spec), true, SizeRule.NO_LARGER);
    return new Attempt(ID, type, EncoderSettings.NONE, expectation, timeLimit, Workload.of(probe));
  }

  private static Shape shape(Probe probe) {
    if (probe.kind() == MediaKind.VIDEO) {
      return Shape.VIDEO;
    }
    return probe.animated() ? Shape.ANIMATION : Shape.STILL;
  }

  /** All arguments of ffmpeg, for a video. */
  public List<String> command(VideoTask task) {
    Probe probe = task.probe();
    List<String> words = EncodeCommand.opened(List.of(), task.opening(), task.source());
    words.addAll(List.of("-map", "0:" + probe.pictureTrack().index()));
    AudioTrack audio = probe.audio();
    if (audio != null && task.attempt().expectation().sound()) {
      words.addAll(List.of("-map", "0:" + audio.index()));
    }
    words.addAll(List.of("-c", "copy"));
    words.addAll(EncodeCommand.NO_METADATA);
    boolean mp4 = task.attempt().mediaType().equals(MediaType.MP4);
    if (mp4) {
      if (probe.pictureTrack().codec().equals("h264")) {
        words.addAll(List.of("-bsf:v", "filter_units=remove_types=6"));
      }
      words.addAll(List.of("-movflags", "+faststart"));
      words.addAll(LEAN);
    }
    words.addAll(List.of("-f", mp4 ? "mp4" : "webm"));
    words.add("file:" + task.output());
    return words;
  }
}
