package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.encode.Studio.Take;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Presets;
import io.reelway.plan.QualityMetric;
import io.reelway.plan.QualityScore;
import io.reelway.plan.QualityTarget;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An output has the quality that was asked for, or says that it has not. */
class QualityEncodeTest {
  private static final Pattern XPSNR =
      Pattern.compile("XPSNR average.* y: (\\S+) +u: (\\S+) +v: (\\S+)");

  private static final Pattern SSIM = Pattern.compile("All:(\\S+)");

  private static final String FLIGHT = "mandelbrot=s=192x108:r=15:end_scale=0.003";

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"mp4, h264", "mp4, hevc", "mp4, av1", "webm, vp9"})
  void aVideoReachesItsTargetAndNoMore(String format, String codec) throws Exception {
    Path source = clip(FLIGHT + ",trim=duration=1.5");

    Take take = encode(source, "'format':['%s'],'videoCodec':'%s'".formatted(format, codec), 38);

    assertThat(quality(take).targetReached()).isTrue();
    assertThat(quality(take).score()).isCloseTo(38, within(0.3));
    assertThat(quality(take).score()).isCloseTo(xpsnr(source, take), within(0.02));
    studio.check(take);
  }

  /** Frames that are compared with their neighbours would be far below this target. */
  @Test
  void partsAndRatesOfAVideoAreComparedFrameByFrame() throws Exception {
    Path source = clip("testsrc2=s=321x181:r=50:d=5,setpts='PTS+0.4/TB*gt(N,99)'");

    Take take =
        encode(source, "'format':['webm'],'start':1.3,'duration':2.5,'maxFrameRate':20", 44);

    assertThat(quality(take).targetReached()).isTrue();
    studio.check(take);
  }

  @Test
  void aPartThatStartsBetweenFramesIsComparedFromTheFrameShownThere() throws Exception {
    Path source = clip("testsrc2=s=160x90:r=10:d=3");

    Take take = encode(source, "'format':['mp4'],'start':1.05,'duration':1", 40);

    assertThat(quality(take).targetReached()).isTrue();
    assertThat(quality(take).score())
        .isCloseTo(xpsnr(source, "trim=start_frame=10:end_frame=21,", take), within(0.02));
  }

  @Test
  void aLongerVideoIsSearchedWithSamples() throws Exception {
    Path source = clip(FLIGHT + ",trim=duration=14");

    Take take = encode(source, "'format':['mp4']", 40);

    assertThat(quality(take).score()).isCloseTo(40, within(0.3));
    assertThat(quality(take).score()).isCloseTo(xpsnr(source, take), within(0.02));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"webp, ssim, 0.99", "jpeg, ssim, 0.98", "avif, ssim, 0.99", "webp, xpsnr, 38"})
  void anImageReachesItsTarget(String format, String metric, double target) throws Exception {
    Path source = photo();

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'format':['%s'],'qualityTarget':{'metric':'%s','target':%s}}"
                .formatted(format, metric, target));

    boolean ssim = metric.equals("ssim");
    double measured = ssim ? ssim(source, take) : xpsnr(source, take);
    assertThat(quality(take).targetReached()).isTrue();
    assertThat(quality(take).score()).isCloseTo(measured, within(ssim ? 0.003 : 0.3));
    assertThat(measured).isCloseTo(target, within(ssim ? 0.006 : 0.7));
    studio.check(take);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'format':['png']", "'format':['mp4']"})
  void anOutputWithoutAnyDifferenceHasAScoreToo(String options) throws Exception {
    boolean image = options.contains("png");
    Path source = image ? photo() : clip("color=black:s=128x72:r=25:d=1");

    Take take = encode(source, options, 40);

    assertThat(quality(take)).isEqualTo(new QualityScore(QualityMetric.XPSNR, 100, true));
  }

  /** Its factors are 4 more than those that settings contain. */
  @Test
  void aSearchReachesTheBestFactorOfAv1() throws Exception {
    Path source = clip("testsrc2=s=96x64:r=25:d=0.4,noise=alls=20:allf=t");

    Take take = encode(source, "'format':['mp4'],'videoCodec':'av1'", 90);

    assertThat(take.encoding().attempt().settings().video())
        .isNotNull()
        .extracting(EncoderSettings.Video::crf)
        .isEqualTo(-3.0);
    studio.check(take);
  }

  @Test
  void aLowerTargetGivesASmallerImage() throws Exception {
    Path source = photo();
    List<Long> bytes = new ArrayList<>();
    for (double target : List.of(40.5, 42.0, 43.5)) {
      Take take = encode(source, "'format':['avif'],'width':101", target);
      assertThat(quality(take).score()).isBetween(target - 0.3, target + 0.7);
      bytes.add(Files.size(take.output()));
    }

    assertThat(bytes).doesNotHaveDuplicates().isSorted();
  }

  /** The filter of XPSNR divides by zero for small pictures, and is blind for narrow ones. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "webp, 1x1",
    "jpeg, 20x15",
    "avif, 32x32",
    "webp, 4x600",
    "jpeg, 500x3",
    "mp4, 48x36",
    "webm, 2x2",
    "mp4, 4x520",
  })
  void aSmallPictureHasAScoreToo(String format, String size) throws Exception {
    boolean image = !format.startsWith("mp4") && !format.equals("webm");
    Path source =
        studio.synthesize(
            image ? "png" : "mkv",
            "-f",
            "lavfi",
            "-i",
            "mandelbrot=s=128x96:start_scale=0.4:r=25,scale=%s,noise=alls=40"
                .formatted(size.replace('x', ':')),
            "-frames:v",
            image ? "1" : "10",
            "-c:v",
            image ? "png" : "ffv1");

    Take take = encode(source, "'format':['%s']".formatted(format), 30);

    assertThat(quality(take).score()).isBetween(10.0, size.equals("1x1") ? 100.0 : 99.0);
    studio.check(take);
  }

  @Test
  void aTargetThatCannotBeReachedIsReported() throws Exception {
    Path source = clip("testsrc2=s=160x90:r=25:d=1,noise=alls=20:allf=t");

    Take take =
        studio.encode(
            source,
            Presets.WEB,
            "{'format':['mp4'],'qualityTarget':{'metric':'ssim','target':1,'min':1}}");

    assertThat(quality(take).targetReached()).isFalse();
    assertThat(quality(take).score()).isBetween(0.99, 0.9999);
    studio.check(take);
  }

  /** The second encode would come nearer to the target, but its encoder or the clock stops it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theBestOutputStaysIfTheNextCannotBeMade(boolean late) throws Exception {
    Path source = photo();
    Probe probe = studio.probe(source);
    Attempt planned =
        Studio.plan(
                probe,
                Presets.WEB,
                "{'format':['webp'],'qualityTarget':{'metric':'xpsnr','target':38}}")
            .main()
            .attempts()
            .getFirst();
    QualityTarget target = Objects.requireNonNull(planned.expectation().quality());
    Strategy strategy = Strategies.builtIn().find(planned.strategy()).orElseThrow();
    Path output = folder.resolve("best");

    Encoding made =
        new QualityEncode(
                planned,
                target,
                Objects.requireNonNull(QualitySetting.of(strategy)),
                null,
                output,
                new Failing(source, probe, output, late),
                () -> late)
            .encode(progress -> {});

    assertThat(made.quality()).isEqualTo(new QualityScore(QualityMetric.XPSNR, 30, false));
    studio.check(new Take(probe, made.attempt(), output, made));
  }

  /** Makes one output, which has 30 dB, and no other. */
  private final class Failing implements QualityEncode.Work {
    private final Path source;
    private final Probe probe;
    private final Path output;
    private final boolean late;

    Failing(Path source, Probe probe, Path output, boolean late) {
      this.source = source;
      this.probe = probe;
      this.output = output;
      this.late = late;
    }

    @Override
    public void sample(QualityCurve curve, Consumer<Progress> progress) {}

    @Override
    public Encoding first(Attempt attempt, Consumer<Progress> progress)
        throws IOException, InterruptedException {
      Attempt once = attempt.expecting(attempt.expectation().reaching(null));
      return studio.encode(source, probe, once, output);
    }

    @Override
    public Encoding again(Attempt attempt, Consumer<Progress> progress)
        throws IOException, InterruptedException {
      Files.writeString(output, "half");
      if (late) {
        throw new InterruptedException();
      }
      throw new StageException(ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence());
    }

    @Override
    public OptionalDouble score(Encoding encoding, Consumer<Progress> progress) {
      return OptionalDouble.of(30);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mp4", "webp"})
  void theMaximumOfBytesWins(String format) throws Exception {
    boolean image = format.equals("webp");
    Path source = image ? photo() : clip("testsrc2=s=256x144:r=25:d=1,noise=alls=5:allf=t");

    Take take = encode(source, "'format':['%s'],'maxBytes':8000".formatted(format), 50);

    assertThat(Files.size(take.output())).isLessThanOrEqualTo(8_000);
    assertThat(quality(take).targetReached()).isFalse();
    assertThat(quality(take).score()).isBetween(15.0, 49.0);
    studio.check(take);
  }

  @Test
  void ofSeveralFormatsTheSmallestThatReachesTheTargetWins() throws Exception {
    Path source = photo();
    String options = "'format':[%s],'width':300";

    Take all = encode(source, options.formatted("'jpeg','webp','avif'"), 37);

    assertThat(quality(all).targetReached()).isTrue();
    for (String format : List.of("'jpeg'", "'webp'", "'avif'")) {
      Take alone = encode(source, options.formatted(format), 37);
      if (quality(alone).targetReached()) {
        assertThat(Files.size(all.output())).isLessThanOrEqualTo(Files.size(alone.output()));
      }
    }
  }

  @Test
  void ofSeveralFormatsThatMissTheTargetTheBestWins() throws Exception {
    Path source = photo();
    String options = "'format':[%s],'width':200";

    Take all = encode(source, options.formatted("'jpeg','webp'"), 95);

    assertThat(quality(all).targetReached()).isFalse();
    for (String format : List.of("'jpeg'", "'webp'")) {
      Take alone = encode(source, options.formatted(format), 95);
      assertThat(quality(all).score()).isGreaterThanOrEqualTo(quality(alone).score());
    }
  }

  @Test
  void anAnimatedImageHasNoTarget() throws Exception {
    Path source = studio.synthesize("gif", "-f", "lavfi", "-i", "testsrc2=s=64x36:r=5:d=1");

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> encode(source, "'format':['webp']", 40))
        .withMessageContaining("ask for the format mp4 or webm");
    Take video = encode(source, "'format':['mp4']", 40);
    assertThat(quality(video).targetReached()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"'start':0.5,'duration':1", "'width':72,'height':72,'fit':'cover'"})
  void aPartOfAnAnimationIsComparedWithThatPart(String part) throws Exception {
    Path source = studio.synthesize("gif", "-f", "lavfi", "-i", "testsrc2=s=128x72:r=10:d=2");

    Take video = encode(source, "'format':['mp4']," + part, 40);

    assertThat(quality(video).targetReached()).isTrue();
  }

  private Take encode(Path source, String options, double target) throws Exception {
    return studio.encode(
        source,
        Presets.WEB,
        "{%s,'qualityTarget':{'metric':'xpsnr','target':%s}}".formatted(options, target));
  }

  private static QualityScore quality(Take take) {
    return Objects.requireNonNull(take.encoding().quality());
  }

  private Path clip(String pictures) throws Exception {
    return studio.synthesize(
        "mp4",
        "-f",
        "lavfi",
        "-i",
        pictures,
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-crf",
        "6",
        "-pix_fmt",
        "yuv420p");
  }

  private Path photo() throws Exception {
    return studio.synthesize(
        "png",
        "-f",
        "lavfi",
        "-i",
        "mandelbrot=s=400x300:start_scale=0.4",
        "-frames:v",
        "1",
        "-pix_fmt",
        "rgb24");
  }

  /** The weighted XPSNR of the file, as anybody can measure it. */
  private double xpsnr(Path source, Take take) throws Exception {
    return xpsnr(source, "", take);
  }

  /** The same of what filters leave of the source. */
  private double xpsnr(Path source, String filters, Take take) throws Exception {
    String report = compare(source, filters, take, "xpsnr");
    Matcher planes = XPSNR.matcher(report);
    assertThat(planes.find()).as(report).isTrue();
    return (4 * Double.parseDouble(planes.group(1))
            + Double.parseDouble(planes.group(2))
            + Double.parseDouble(planes.group(3)))
        / 6;
  }

  private double ssim(Path source, Take take) throws Exception {
    return SSIM.matcher(compare(source, "", take, "ssim"))
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .average()
        .orElseThrow();
  }

  private String compare(Path source, String filters, Take take, String metric) throws Exception {
    Path report = folder.resolve("report");
    studio.run(
        List.of(
            "-v",
            "error",
            "-y",
            "-i",
            source.toString(),
            "-i",
            take.output().toString(),
            "-filter_complex",
            "[0:v]%ssetpts=N/TB,format=yuv420p[a];[1:v]setpts=N/TB,format=yuv420p[b];"
                    .formatted(filters)
                + "[a][b]%s=stats_file=%s".formatted(metric, report.getFileName()),
            "-f",
            "null",
            "-"));
    return Files.readString(report);
  }
}
