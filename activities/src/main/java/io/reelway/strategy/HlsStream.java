package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Picture;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.Ladder;
import io.reelway.plan.MediaType;
import io.reelway.plan.Workload;
import io.reelway.spec.OutputRequest;
import io.reelway.spec.OutputRequest.StreamSize;
import io.reelway.spec.OutputSpec;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A stream for HTTP Live Streaming: a picture in several sizes and AAC once, in fragmented MP4. One
 * process decodes the source once and makes all sizes. Their segments begin at the same frames.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8216">RFC 8216</a>
 */
public final class HlsStream extends PackageStrategy {
  /** The name of the file of sound, without its extension. */
  public static final String SOUND = "sound";

  /** The usual short sides of a stream in pixels: phones, small and large windows, full screen. */
  private static final List<Integer> SHORT_SIDES = List.of(1080, 720, 480, 360);

  /**
   * How the maximum bit rate falls with the side: less than the number of pixels, because a scaled
   * picture has more detail per pixel.
   */
  private static final double RATE_PER_SIDE = 1.5;

  /** The minimum of a maximum bit rate in kbit/s. */
  private static final int LEAST_KBPS = 150;

  /** The sound that the encoder received, beside the samples of the picture. */
  public static SoundReference sound(Samples samples) {
    return new SoundReference(samples.file().resolveSibling("reference-sound"));
  }

  private final String name;
  private final StreamCodec codec;

  /**
   * @param name the codec of the picture, as requests name it
   */
  public HlsStream(String name) {
    super("hls-" + name, OutputRequest.HLS);
    this.name = name;
    this.codec = StreamCodec.of(name);
  }

  /** Without a codec, a stream has the one that every player has. */
  @Override
  public boolean makes(OutputRequest output) {
    return super.makes(output)
        && name.equals(Objects.requireNonNullElse(output.options().videoCodec(), "h264"));
  }

  @Override
  public Set<String> encoders() {
    return Set.of(codec.pictures().pictureEncoder(), "aac");
  }

  @Override
  public Attempt plan(Probe probe, OutputSpec spec, OutputRequest request, Duration timeLimit) {
    Ladder ladder = ladder(probe.picture(), spec, request);
    Ladder.Step largest = ladder.steps().getFirst();
    ExpectedPicture picture =
        new ExpectedPicture(
            Shape.VIDEO, largest.width(), largest.height(), false, LEAST_SIMILARITY);
    boolean sound = spec.hasSound(probe);
    Expectation expectation =
        new Expectation(picture, sound, VideoStrategy.length(probe, spec), false, SizeRule.ANY);
    Rational cap = FrameRateCap.of(probe.pictureTrack(), spec.options().maxFrameRate());
    EncoderSettings settings =
        EncoderSettings.of(
                new EncoderSettings.Video(largest.crf(), largest.bitrateKbps(), cap),
                sound ? new EncoderSettings.Audio(spec.audioBitrateKbps()) : null)
            .with(spec.effort());
    return new Attempt(
            id(), MediaType.HLS, settings.with(ladder), expectation, timeLimit, Workload.HEAVY)
        .of(spec.excerpt(null));
  }

  private Ladder ladder(Picture source, OutputSpec spec, OutputRequest request) {
    List<Integer> heights =
        request.renditions().isEmpty()
            ? usual(source)
            : request.renditions().stream().map(StreamSize::height).toList();
    Map<Integer, Ladder.Step> steps = new LinkedHashMap<>();
    for (int height : heights.stream().sorted(Comparator.reverseOrder()).toList()) {
      double scale = Math.min(1, (double) height / source.height());
      Size size =
          Size.near(source, MediaKind.VIDEO, source.width() * scale, source.height() * scale);
      steps.putIfAbsent(
          size.height(),
          new Ladder.Step(size.width(), size.height(), spec.videoCrf(), kbps(size, spec)));
    }
    int shortest = codec.pictures().shortestSide();
    List<Ladder.Step> encodable =
        steps.values().stream()
            .filter(step -> Math.min(step.width(), step.height()) >= shortest)
            .toList();
    return new Ladder(
        Objects.requireNonNullElse(request.segmentSec(), OutputRequest.SEGMENT_SEC),
        encodable.isEmpty() ? List.copyOf(steps.values()) : encodable);
  }

  /** The heights for a source: those of the usual sizes that are not above it. */
  private static List<Integer> usual(Picture source) {
    int side = Math.min(source.width(), source.height());
    List<Integer> heights =
        SHORT_SIDES.stream()
            .filter(wanted -> wanted <= side)
            .map(wanted -> (int) Math.round((double) wanted * source.height() / side))
            .toList();
    return heights.isEmpty() ? List.of(source.height()) : heights;
  }

  private static int kbps(Size size, OutputSpec spec) {
    int longSide = Math.max(size.width(), size.height());
    double share = Math.min(1, (double) longSide / spec.preset().maxWidth());
    long kbps = Math.round(spec.videoBitrateKbps(longSide) * Math.pow(share, RATE_PER_SIDE));
    return (int) Math.max(LEAST_KBPS, kbps);
  }

  @Override
  public List<String> command(VideoTask task) {
    return new HlsArguments(task, codec).words();
  }
}
