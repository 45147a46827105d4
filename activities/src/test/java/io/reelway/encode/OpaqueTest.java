package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.encode.Studio.Take;
import io.reelway.image.PictureHeaders;
import io.reelway.plan.Presets;
import io.reelway.source.Container;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources whose pixel format could be transparent, but whose pixels are all opaque. */
class OpaqueTest {
  /** A screen of 2 by 2 pixels with two colours. */
  private static final String SCREEN = "474946383961 0200 0200 80 00 00 000000 ffffff ";

  private static final String WHOLE = "2c 0000 0000 0200 0200 00 02 03 044081 00 ";
  private static final String PART = "2c 0000 0000 0100 0100 00 02 02 4401 00 ";

  /** A WebP of 2 by 2 pixels; the data of the images do not matter. */
  private static final String WEBP = "52494646 64000000 57454250 ";

  private static final String CANVAS = "56503858 0a000000 02000000 010000 010000 ";
  private static final String ANIMATED = CANVAS + "414e494d 06000000 00000000 0000 ";
  private static final String FRAME = "414e4d46 1e000000 000000 000000 010000 010000 640000 ";
  private static final String SMALL = "414e4d46 1e000000 000000 000000 000000 000000 640000 ";
  private static final String CLEAR = "5650384c 05000000 2f 01400000 00 ";
  private static final String ALPHA = "5650384c 05000000 2f 01400010 00 ";

  @TempDir private Path folder;
  private Studio studio;

  @BeforeEach
  void open() {
    studio = new Studio(folder);
  }

  /** The flags of the control block are: 1 for a transparent colour, 4 times the disposal. */
  @ParameterizedTest
  @CsvSource({
    "WHOLE, true",
    "00 WHOLE, true",
    "01 WHOLE, false",
    "PART, false",
    "00 WHOLE 01 PART 05 WHOLE, true",
    "05 WHOLE 00 WHOLE, false",
    "08 WHOLE, true",
    "08 WHOLE 00 WHOLE, true",
    "08 WHOLE 00 PART, false",
    "00 WHOLE 09 PART 00 PART, false",
    "0c WHOLE 00 PART, false",
    "00 WHOLE 0d PART 00 PART, true",
    "WHOLE CUT, false"
  })
  void aGifIsOpaqueIfNoFrameLeavesThePlaceEmpty(String frames, boolean opaque) throws Exception {
    String blocks =
        frames
            .replaceAll("(0[0-9a-f]) ", "21 f9 04 $1 0a00 00 00 ")
            .replace("WHOLE", WHOLE)
            .replace("PART", PART)
            .replace("CUT", "2c 0000 0000 0200 0200 00 02 03");
    String end = frames.endsWith("CUT") ? "" : "3b";

    assertThat(isOpaque(SCREEN + blocks + end, Container.GIF)).isEqualTo(opaque);
  }

  @ParameterizedTest
  @CsvSource({
    "CLEAR, true",
    "ALPHA, false",
    "CANVAS CLEAR, true",
    "ANIMATED FRAME 00 CLEAR, true",
    "ANIMATED FRAME 00 ALPHA, false",
    "ANIMATED FRAME 00 CLEAR FRAME 00 ALPHA, true",
    "ANIMATED FRAME 00 CLEAR FRAME 02 ALPHA, false",
    "ANIMATED FRAME 01 CLEAR SMALL 00 CLEAR, false",
    "ANIMATED FRAME 00 CLEAR SMALL 00 CLEAR, true",
    "ANIMATED SMALL 00 CLEAR, false",
    "ANIMATED, false"
  })
  void aWebpIsOpaqueIfNoFrameLeavesThePlaceEmpty(String chunks, boolean opaque) throws Exception {
    String hex =
        chunks
            .replace("ANIMATED", ANIMATED)
            .replace("CANVAS", CANVAS)
            .replace("FRAME", FRAME)
            .replace("SMALL", SMALL)
            .replace("CLEAR", CLEAR)
            .replace("ALPHA", ALPHA);

    assertThat(isOpaque(WEBP + hex, Container.WEBP)).isEqualTo(opaque);
  }

  @ParameterizedTest
  @CsvSource({
    "png, -pix_fmt pal8, jpeg",
    "png, -pix_fmt pal8, avif",
    "gif, -c:v gif, jpeg",
    "gif, -c:v gif, avif",
    "gif, -c:v gif, webp",
    "tiff, -pix_fmt pal8, jpeg",
    "webp, -lossless 1 -pix_fmt bgra, jpeg",
    "webp, -lossless 1 -pix_fmt bgra, png"
  })
  void anImageIsEncodedWithoutAlpha(String extension, String options, String format)
      throws Exception {
    Path source = still(extension, options, 0, "");

    Take take = studio.encode(source, Presets.WEB, "{'width':32,'format':['" + format + "']}");

    studio.check(take);
    assertThat(take.probe().picture().alpha()).isFalse();
    assertThat(studio.probe(take.output()).picture().alpha()).isFalse();
    assertThat(studio.similarity(take.output(), scaled(source))).isGreaterThan(0.9);
  }

  /** A palette whose entries are opaque keeps every colour. */
  @ParameterizedTest
  @ValueSource(strings = {"png, -pix_fmt pal8", "gif, -c:v gif"})
  void keepsEveryPixel(String kind) throws Exception {
    String[] words = kind.split(", ", -1);
    Path source = still(words[0], words[1], 0, "");

    Take take = studio.encode(source, Presets.WEB, "{'format':['png']}");

    studio.check(take);
    assertThat(pixels(take.output())).isEqualTo(pixels(source));
  }

  @ParameterizedTest
  @CsvSource({"png, -pix_fmt pal8", "gif, -c:v gif"})
  void aTransparentColourStays(String extension, String options) throws Exception {
    Path source =
        still(extension, options, 1, ",geq=r='r(X,Y)':g='g(X,Y)':b='b(X,Y)':a='if(lt(X,9),0,255)'");

    assertThat(studio.probe(source).picture().alpha()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"mov, qtrle, gray", "avi, rawvideo, pal8"})
  void aVideoWithAPaletteIsOpaque(String extension, String codec, String pixels) throws Exception {
    Path source = video(extension, codec, pixels);

    Take take = studio.encode(source, Presets.WEB, "{'format':['mp4']}");

    studio.check(take);
    assertThat(take.probe().picture().pixelFormat()).isEqualTo("pal8");
    assertThat(take.attempt().picture().transparent()).isFalse();
    assertThat(studio.similarity(take.output(), source)).isGreaterThan(0.9);
  }

  @Test
  void anOpaqueAnimationBecomesAnOpaqueVideo() throws Exception {
    Path source =
        studio.synthesize("gif", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=10:d=1", "-c:v", "gif");

    Take take = studio.encode(source, Presets.WEB, "{'format':['webm']}");

    studio.check(take);
    assertThat(take.attempt().picture().transparent()).isFalse();
  }

  private boolean isOpaque(String hex, Container container) throws Exception {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return PictureHeaders.read(Files.write(folder.resolve("source"), bytes), container).opaque();
  }

  private Path still(String extension, String options, int reserved, String more) throws Exception {
    List<String> words = new ArrayList<>(List.of("-f", "lavfi", "-i"));
    words.add(
        "mandelbrot=s=64x48,trim=end_frame=1,format=rgba%s,split[a][b];[a]palettegen=reserve_transparent=%d[p];[b][p]paletteuse=dither=none"
            .formatted(more, reserved));
    words.addAll(List.of("-frames:v", "1"));
    words.addAll(List.of(options.split(" ", -1)));
    return studio.synthesize(extension, words.toArray(String[]::new));
  }

  private Path video(String extension, String codec, String pixels) throws Exception {
    return studio.synthesize(
        extension,
        "-f",
        "lavfi",
        "-i",
        "testsrc2=s=64x48:r=10:d=1",
        "-c:v",
        codec,
        "-pix_fmt",
        pixels);
  }

  private Path scaled(Path source) throws Exception {
    return studio.synthesize(
        "png", "-i", source.toString(), "-vf", "format=rgb24,scale=32:-1", "-frames:v", "1");
  }

  private byte[] pixels(Path file) throws Exception {
    List<String> words = new ArrayList<>(List.of("-v", "error", "-i", file.toString()));
    words.addAll(List.of("-vf", "format=rgb24", "-frames:v", "1", "-f", "rawvideo", "-"));
    return studio.bytes(words);
  }
}
