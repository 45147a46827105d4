package io.reelway.strategy;

import io.reelway.media.MediaKind;
import io.reelway.media.Picture;
import io.reelway.plan.Crop;
import io.reelway.spec.Fit;
import io.reelway.spec.OutputSpec;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The size of an output, and the part of the picture that it shows.
 *
 * @param size width and height in pixels
 * @param crop the part of the picture; {@code null} for all of it
 */
record Framing(Size size, @Nullable Crop crop) {

  /**
   * The largest framing that a spec allows. Nothing is enlarged: a box that the source does not
   * fill becomes smaller and, for {@link Fit#COVER}, keeps its own shape.
   *
   * @param kind an output of a video has even sides
   */
  static Framing of(Picture source, MediaKind kind, OutputSpec spec) {
    if (!spec.hasSize()) {
      return new Framing(Size.fit(source, kind, spec.preset().maxWidth()), null);
    }
    double width = Objects.requireNonNullElse(spec.options().width(), Integer.MAX_VALUE);
    double height = Objects.requireNonNullElse(spec.options().height(), Integer.MAX_VALUE);
    boolean boxed = spec.options().width() != null && spec.options().height() != null;
    Fit fit = boxed ? spec.fit() : Fit.CONTAIN;
    return switch (fit) {
      case CONTAIN -> {
        double scale = Math.min(1, Math.min(width / source.width(), height / source.height()));
        yield whole(source, kind, source.width() * scale, source.height() * scale);
      }
      case FILL ->
          whole(source, kind, Math.min(width, source.width()), Math.min(height, source.height()));
      case COVER -> covering(source, kind, width, height);
    };
  }

  private static Framing whole(Picture source, MediaKind kind, double width, double height) {
    return new Framing(Size.near(source, kind, width, height), null);
  }

  /**
   * The share of a side. At least two pixels of it are shown, because colours may have half of
   * them.
   */
  private static double part(double shown, int side) {
    return Math.min(1, Math.max(shown, 2) / side);
  }

  private static Framing covering(Picture source, MediaKind kind, double width, double height) {
    double scale = Math.max(width / source.width(), height / source.height());
    double shrink = Math.max(1, scale);
    Size size = Size.near(source, kind, width / shrink, height / shrink);
    double covered = Math.min(1, scale);
    Crop crop =
        new Crop(
            part(width / shrink / covered, source.width()),
            part(height / shrink / covered, source.height()));
    boolean all = crop.width() == 1 && crop.height() == 1;
    return new Framing(size, all ? null : crop);
  }
}
