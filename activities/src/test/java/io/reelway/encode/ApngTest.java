package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.strategy.StrategyIds;
import java.awt.Color;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Animated PNGs that ffmpeg alone shows differently from browsers. */
class ApngTest {
  private static final int SIDE = 64;
  private static final int HALF = 32;

  /** An animated AVIF has a still image and its alpha first, then the two tracks. */
  private static final String COLOUR_TRACK = "0:2";

  private static final String ALPHA_TRACK = "0:3";

  /** A point that only the first frame draws, and one that every frame draws. */
  private static final int FIRST_ONLY = 8;

  private static final int EVERY = 48;

  @TempDir Path directory;
  private Images images;

  @BeforeEach
  void setUp() {
    images = new Images(directory);
  }

  /** An opaque frame that is cleared, or that restores the empty canvas below it. */
  @ParameterizedTest
  @CsvSource({"8, 1", "8, 2", "16, 1"})
  void showsTheEmptyCanvasWhereAnOpaqueFrameWasCleared(int depth, int dispose) throws Exception {
    Path source =
        new ApngBuilder(SIDE, depth, 2)
            .frame(0, 0, SIDE, pixel("ff0000", depth), dispose, 0)
            .frame(HALF, HALF, HALF, pixel("0000ff", depth), 0, 0)
            .write(directory.resolve("opaque.png"));

    Path output = images.encode(source, "web", StrategyIds.IMAGE_AVIF);

    assertThat(alpha(output, 0, FIRST_ONLY)).isEqualTo(255);
    assertThat(alpha(output, 1, FIRST_ONLY)).isZero();
    assertThat(alpha(output, 1, EVERY)).isEqualTo(255);
    assertThat(colour(output, 1, EVERY).getBlue()).isGreaterThan(240);
  }

  @Test
  void staysOpaqueWhereEveryFrameStays() throws Exception {
    Path source =
        new ApngBuilder(SIDE, 8, 2)
            .frame(0, 0, SIDE, pixel("ff0000", 8), 0, 0)
            .frame(HALF, HALF, HALF, pixel("0000ff", 8), 1, 0)
            .write(directory.resolve("opaque.png"));

    assertThat(images.probe(source).picture().alpha()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void blendsATransparentFrameOverTheOneBefore(int depth) throws Exception {
    Path source =
        new ApngBuilder(SIDE, depth, 6)
            .frame(0, 0, SIDE, pixel("00ff00ff", depth), 0, 0)
            .frame(HALF, HALF, HALF, pixel("ff000080", depth), 0, 1)
            .write(directory.resolve("over.png"));

    Path output = images.encode(source, "web", StrategyIds.IMAGE_AVIF);

    assertThat(colour(output, 1, FIRST_ONLY).getGreen()).isGreaterThan(240);
    assertThat(colour(output, 1, EVERY).getRed()).isBetween(118, 138);
    assertThat(colour(output, 1, EVERY).getGreen()).isBetween(117, 137);
    assertThat(alpha(output, 1, EVERY)).isEqualTo(255);
  }

  /** The last chunk claims more than two GiB. */
  @Test
  void refusesAChunkThatNoPngAllows() throws Exception {
    Path whole =
        new ApngBuilder(SIDE, 8, 2)
            .frame(0, 0, HALF, pixel("ff0000", 8), 0, 0)
            .frame(HALF, HALF, HALF, pixel("0000ff", 8), 0, 0)
            .write(directory.resolve("whole.png"));
    byte[] bytes = Files.readAllBytes(whole);
    int name = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf("fdAT");
    ByteBuffer.wrap(bytes).putInt(name - 4, 0x8000_0010);
    Path source = Files.write(directory.resolve("cut.png"), Arrays.copyOf(bytes, name + 4));

    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> images.encode(source, "web", StrategyIds.IMAGE_WEBP))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(ErrorCode.PROBE_FAILED));
  }

  /** The hexadecimal digits of a pixel whose channels are given in 8 bits. */
  private static String pixel(String channels, int depth) {
    return depth == 8 ? channels : channels.replaceAll("..", "$0$0");
  }

  private Color colour(Path avif, int frame, int at) throws IOException, InterruptedException {
    return new Color(images.show(avif, COLOUR_TRACK, frame).getRGB(at, at));
  }

  private int alpha(Path avif, int frame, int at) throws IOException, InterruptedException {
    return new Color(images.show(avif, ALPHA_TRACK, frame).getRGB(at, at)).getRed();
  }
}
