package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.Probe;
import io.reelway.strategy.StrategyIds;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** HEIF pictures as phones write them: a grid of tiles with a rotation in the container. */
class ImageTilesTest {
  @TempDir Path directory;

  /** Tiles of 64 x 64, cropped to 100 x 90: red and green above blue and white. */
  @ParameterizedTest
  @CsvSource({
    "0, -1, 100x90, red green blue white",
    "1, -1, 90x100, green white red blue",
    "2, -1, 100x90, white blue green red",
    "3, -1, 90x100, blue red white green",
    "0, 0, 100x90, blue white red green",
    "0, 1, 100x90, green red white blue",
    "1, 1, 90x100, white green blue red",
  })
  void joinsTilesAndRotatesTheWhole(int quarters, int axis, String size, String corners)
      throws Exception {
    Images images = new Images(directory);
    HeifBuilder builder = new HeifBuilder(2, 2).rotated(quarters);
    if (axis >= 0) {
      builder.mirrored(axis);
    }
    Path source = builder.write(directory.resolve("tiles.avif"), 100, 90, 64, tiles(images));

    Probe probe = images.probe(source);
    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    assertThat(probe.picture().width() + "x" + probe.picture().height()).isEqualTo(size);
    assertThat(shown.getWidth() + "x" + shown.getHeight()).isEqualTo(size);
    assertThat(Images.corners(shown)).isEqualTo(corners);
  }

  /** One tile of 64 x 64, half red and half green, cropped to 40 columns. */
  @Test
  void cropsASingleTile() throws Exception {
    Images images = new Images(directory);
    Path tile = directory.resolve("tile.avif");
    images.ffmpeg(
        List.of(
            "-v",
            "error",
            "-f",
            "lavfi",
            "-i",
            "color=red:s=32x64[r];color=lime:s=32x64[g];[r][g]hstack",
            "-frames:v",
            "1",
            "-c:v",
            "libaom-av1",
            "-cpu-used",
            "8",
            "-still-picture",
            "1",
            "-pix_fmt",
            "yuv420p",
            tile.toString()));
    Path source =
        new HeifBuilder(1, 1).write(directory.resolve("one.avif"), 40, 64, 64, List.of(tile));

    BufferedImage shown = images.show(images.encode(source, "web", StrategyIds.IMAGE_WEBP));

    assertThat(shown.getWidth()).isEqualTo(40);
    assertThat(new Color(shown.getRGB(26, 32)).getRed()).isGreaterThan(200);
    assertThat(new Color(shown.getRGB(37, 32)).getGreen()).isGreaterThan(200);
  }

  private List<Path> tiles(Images images) throws Exception {
    List<Path> tiles = new ArrayList<>();
    for (String colour : new String[] {"red", "lime", "blue", "white"}) {
      Path tile = directory.resolve(colour + ".avif");
      images.ffmpeg(
          List.of(
              "-v",
              "error",
              "-f",
              "lavfi",
              "-i",
              "color=" + colour + ":s=64x64",
              "-frames:v",
              "1",
              "-c:v",
              "libaom-av1",
              "-cpu-used",
              "8",
              "-still-picture",
              "1",
              "-pix_fmt",
              "yuv420p",
              tile.toString()));
      tiles.add(tile);
    }
    return tiles;
  }
}
