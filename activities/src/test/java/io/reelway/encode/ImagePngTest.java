package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Corpus;
import io.reelway.encode.Studio.Take;
import io.reelway.media.Probe;
import io.reelway.plan.Presets;
import io.reelway.plan.StrategyId;
import io.reelway.spec.OutputSpec;
import io.reelway.strategy.ImagePng;
import io.reelway.strategy.StrategyIds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images in PNG, which has exact pixels. */
class ImagePngTest {
  private static final String PNG = "{'format':['png']}";

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** Photos and drawings, in the pixel formats that cameras, scanners and editors write. */
  @ParameterizedTest
  @CsvSource({
    "mandelbrot=s=200x150, bmp, bgr24, rgb24",
    "'mandelbrot=s=200x150,noise=alls=20', tiff, rgb24, rgb24",
    "'mandelbrot=s=201x151,noise=alls=20', tiff, gray, gray",
    "mandelbrot=s=33x7, tiff, gray, gray",
    "cellauto=s=200x150, bmp, bgr24, rgb24",
    "cellauto=s=200x150, tiff, monow, gray",
    "color=red:s=1x1, bmp, bgr24, rgb24"
  })
  void keepsEveryPixel(String picture, String extension, String pixels, String stored)
      throws Exception {
    Path source = still(picture, extension, "-pix_fmt", pixels);

    Take take = studio.encode(source, Presets.WEB, PNG);

    assertThat(studio.check(take).warnings()).isEmpty();
    assertThat(take.attempt().strategy()).isEqualTo(StrategyIds.IMAGE_PNG);
    assertThat(pixels(take.output(), "rgb24")).isEqualTo(pixels(source, "rgb24"));
    assertThat(studio.probe(take.output()).picture().pixelFormat()).isEqualTo(stored);
  }

  /** Colours of transparent pixels are not visible, and not kept. */
  @Test
  void keepsTransparency() throws Exception {
    Path source =
        still(
            "mandelbrot=s=200x150,format=rgba,geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(Y,75),255,X)'",
            "png",
            "-pix_fmt",
            "rgba");

    Take take = studio.encode(source, Presets.WEB, PNG);

    assertThat(studio.check(take).warnings()).isEmpty();
    assertThat(pixels(take.output(), "format=rgba,alphaextract,format=gray"))
        .as("opacity")
        .isEqualTo(pixels(source, "format=rgba,alphaextract,format=gray"));
    assertThat(pixels(take.output(), "crop=iw:75:0:0,format=rgb24"))
        .as("opaque pixels")
        .isEqualTo(pixels(source, "crop=iw:75:0:0,format=rgb24"));
    assertThat(studio.probe(take.output()).picture().alpha()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/display-p3-apple-gainmap.jpg",
        "image/exif-orientation-6.jpg",
        "image/cmyk-swop-icc.jpg",
        "image/avif-alpha.avif",
        "image/png-16bit-rgb-icc.png",
        "image/png-palette.png",
        "image/static.webp"
      })
  void isMadeOfARealFile(String name) throws Exception {
    Take take = studio.encode(Corpus.file(name), Presets.WEB, PNG);

    assertThat(studio.check(take).warnings()).isEmpty();
    assertThat(take.attempt().mediaType().value()).isEqualTo("image/png");
  }

  /** A lossless WebP is smaller than any of these, but it is not what was asked for. */
  @ParameterizedTest
  @CsvSource({"png, image-png", "jpeg, image-jpeg", "avif, image-avif"})
  void aDrawingHasTheFormatThatWasAskedFor(String format, StrategyId strategy) throws Exception {
    Path drawing = still("cellauto=s=200x150:rule=110:full=1", "bmp", "-pix_fmt", "bgr24");

    Take take = studio.encode(drawing, Presets.WEB, "{'format':['" + format + "']}");

    assertThat(take.attempt().strategy()).isEqualTo(strategy);
    assertThat(studio.encode(drawing, Presets.WEB, "{}").attempt().strategy())
        .isEqualTo(StrategyIds.IMAGE_WEBP);
  }

  @Test
  void isNotMadeOfAnAnimation() throws Exception {
    Probe probe = studio.probe(Corpus.file("image/animated-iss634.gif"));

    assertThat(new ImagePng().plan(probe, OutputSpec.of(Presets.WEB), Duration.ofMinutes(1)))
        .isEmpty();
  }

  private Path still(String picture, String extension, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("-f", "lavfi", "-i", picture));
    words.addAll(List.of("-frames:v", "1"));
    words.addAll(List.of(more));
    return studio.synthesize(extension, words.toArray(String[]::new));
  }

  private byte[] pixels(Path file, String filters) throws Exception {
    String chain = filters.contains("=") ? filters : "format=" + filters;
    return studio.bytes(
        List.of("-v", "error", "-i", file.toString(), "-vf", chain, "-f", "rawvideo", "-"));
  }
}
