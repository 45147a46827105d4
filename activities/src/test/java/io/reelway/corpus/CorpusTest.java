package io.reelway.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.reelway.corpus.Corpus.Expected;
import io.reelway.corpus.Corpus.Item;
import io.reelway.corpus.Pipeline.Outcome;
import io.reelway.corpus.Pipeline.Outcome.Done;
import io.reelway.corpus.Pipeline.Outcome.Refused;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.movie.OriginalVideo;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.Presets;
import io.reelway.scratch.Scratch;
import io.reelway.source.Container;
import io.reelway.spec.Preset;
import io.reelway.strategy.StrategyIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every file of the corpus with every preset through every stage that touches its bytes. The
 * default is tier core. {@code -Dreelway.corpus=all} selects all tiers; a name prefix, e.g. {@code
 * -Dreelway.corpus=hostile/}, selects a part.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class CorpusTest {
  private static final String WANTED = System.getProperty("reelway.corpus", "core");
  private static final boolean ALL = WANTED.equals("all");

  /**
   * Expensive files, which have preset mobile only: web differs from it by larger numbers, and the
   * encoder of low-bandwidth takes several times as long.
   */
  private static final Set<String> HEAVY =
      Set.of(
          "video/av1-10bit-hdr10-720x1280-portrait.mp4",
          "video/av1-180p24-30s-opus-llama.webm",
          "video/h264-640x360-sar2-1.mp4",
          "video/h264-720p-rot270-5s.mp4",
          "video/h264-720p24-52s-sintel-trailer.mp4",
          "video/h264-hi422-10bit-two-video-tracks-1080p25-720p50.mp4");

  private static final Duration PROMPT = Duration.ofSeconds(10);

  /** Codes that blame the file. */
  private static final Set<ErrorCode> REFUSALS =
      EnumSet.of(ErrorCode.UNSUPPORTED_TYPE, ErrorCode.PROBE_FAILED, ErrorCode.INVALID_INPUT);

  /**
   * The expected code of a file that must be refused. Files not listed are broken media: {@code
   * PROBE_FAILED}.
   */
  private static final Map<String, ErrorCode> CODES =
      Map.ofEntries(
          Map.entry("hostile/ffconcat-etc-passwd.mp4", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/html-named.mp4", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/m3u8-etc-passwd.mp4", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/m3u8-loopback.mp4", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/m3u8-names-sibling-file.mp4", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/random-bytes.mp4", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/sdp-loopback.mp4", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/svg-xxe-etc-passwd.svg", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/text-named.jpg", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/zero-byte.mp4", ErrorCode.UNSUPPORTED_TYPE),
          Map.entry("hostile/gif-bomb-44-bytes.gif", ErrorCode.INVALID_INPUT),
          Map.entry("hostile/png-header-claims-100000x100000.png", ErrorCode.INVALID_INPUT),
          Map.entry("hostile/vp9-claims-12336x12336.webm", ErrorCode.INVALID_INPUT));

  /** Strings that cameras, phones and editors write into metadata. */
  private static final String[] TELLTALES = {
    "ISO6709", "com.apple", "<x:xmpmeta", "http://ns.adobe.com", "Photoshop", "NIKON", "iPhone"
  };

  /** Exif with more than the orientation: more than one entry, in either byte order. */
  private static final Pattern LONG_EXIF =
      Pattern.compile(
          "Exif\\x00\\x00(?:II..\\x08\\x00{3}(?!\\x01\\x00)|MM..\\x00{3}\\x08(?!\\x00\\x01))",
          Pattern.DOTALL);

  private Path root;
  private Scratch scratch;
  private Pipeline pipeline;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    root = folder;
    scratch = Scratch.open(root, "corpus");
    pipeline = new Pipeline(Tools.ffmpeg(), Tools.PROBE_LIMITS, scratch);
  }

  /** No file of any attempt is left. */
  @AfterAll
  void leavesNoFiles() throws IOException {
    try (Stream<Path> left = Files.list(root.resolve("corpus"))) {
      assertThat(left.map(path -> path.getFileName().toString())).containsExactly("owner.lock");
    }
    scratch.close();
  }

  static Stream<Arguments> everyFileWithEveryPreset() {
    return Corpus.all().stream()
        .filter(item -> ALL || item.tier().equals(WANTED) || item.name().startsWith(WANTED))
        .flatMap(item -> presets(item).map(preset -> arguments(item, preset.name())));
  }

  private static Stream<Preset> presets(Item item) {
    boolean light = ALL || !HEAVY.contains(item.name());
    return Presets.ALL.stream().filter(preset -> light || preset.equals(Presets.MOBILE));
  }

  @ParameterizedTest(name = "{0} · {1}")
  @MethodSource("everyFileWithEveryPreset")
  void endsAsTheManifestSays(Item item, String preset) throws Exception {
    pipeline.run(
        item.path(),
        preset,
        outcome -> {
          assertThat(outcome).isInstanceOfAny(allowed(item).toArray(Class<?>[]::new));
          switch (outcome) {
            case Done done -> {
              looksLikeItsSource(done, preset);
              isNotLargerUnlessBrowsersCannotShowTheSource(done, item, preset);
              containsNoPlaceOrOwner(done);
            }
            case Refused refused -> isPromptAndClear(refused, item);
          }
        });
  }

  /** The outcomes that the manifest allows. Files with only sound are always refused. */
  private static List<Class<? extends Outcome>> allowed(Item item) {
    if (item.isIn("audio")) {
      return List.of(Refused.class);
    }
    return switch (item.expected()) {
      case OK -> List.of(Done.class);
      case REJECT -> List.of(Refused.class);
      case EITHER -> List.of(Done.class, Refused.class);
    };
  }

  private static void isPromptAndClear(Refused refused, Item item) {
    assertThat(refused.wall()).isLessThan(PROMPT);
    assertThat(refused.message()).matches("[A-Z][^/\\\\<>]*\\.");
    if (item.isIn("audio")) {
      assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED_TYPE);
      assertThat(refused.message()).contains("sound");
    } else if (item.expected() == Expected.REJECT) {
      assertThat(refused.code()).isEqualTo(CODES.getOrDefault(item.kind(), ErrorCode.PROBE_FAILED));
    } else {
      assertThat(refused.code()).isIn(REFUSALS);
    }
  }

  private static void looksLikeItsSource(Done done, String preset) throws IOException {
    var measured = done.measured();
    int widest = Presets.named(preset).orElseThrow().maxWidth();
    assertThat(measured.bytes()).isEqualTo(Files.size(done.output())).isPositive();
    assertThat(done.attempt().mediaType().kind()).isEqualTo(done.probe().kind());
    ExpectedPicture picture = done.attempt().picture();
    assertThat(measured.width()).isEqualTo(picture.width());
    if (!done.attempt().strategy().equals(StrategyIds.ORIGINAL)) {
      assertThat(picture.width()).isLessThanOrEqualTo(widest);
    }
    assertThat(measured.height()).isEqualTo(picture.height());
    double shape = (double) done.probe().picture().width() / done.probe().picture().height();
    assertThat((double) picture.width()).isCloseTo(picture.height() * shape, within(2 + 2 * shape));
    Duration promised = done.probe().duration();
    Duration delivered = measured.duration();
    boolean moving = done.probe().kind() == MediaKind.VIDEO || done.probe().animated();
    assertThat(delivered != null).isEqualTo(moving);
    if (promised != null && delivered != null) {
      isCompleteOrWarns(promised, delivered, done.warnings());
    }
  }

  private void isNotLargerUnlessBrowsersCannotShowTheSource(Done done, Item item, String preset)
      throws IOException {
    if (done.measured().bytes() > Files.size(item.path())) {
      assertThat(done.attempt().expectation().mayGrow()).isTrue();
      assertThat(pipeline.attempts(done.probe(), preset))
          .as("attempts when browsers cannot show the source")
          .noneMatch(attempt ->
              attempt.strategy().equals(StrategyIds.ORIGINAL)
                  && OriginalVideo.cleans(Container.of(done.probe())));
    }
  }

  private static void containsNoPlaceOrOwner(Done done) throws IOException {
    assertThat(Files.readString(done.output(), StandardCharsets.ISO_8859_1))
        .doesNotContain(TELLTALES)
        .doesNotContainPattern(LONG_EXIF);
  }

  private static void isCompleteOrWarns(
      Duration promised, Duration delivered, List<String> warnings) {
    boolean whole = promised.minus(delivered).abs().compareTo(Duration.ofMillis(100)) <= 0;
    boolean cut = warnings.stream().anyMatch(warning -> warning.startsWith("The file ends early"));
    assertThat(whole ? !cut : !warnings.isEmpty())
        .as("%s of %s, warnings %s", delivered, promised, warnings)
        .isTrue();
  }
}
