package io.reelway.verify;

import io.reelway.image.Animation;
import io.reelway.image.PictureHeaders;
import io.reelway.plan.Attempt;
import io.reelway.plan.Expectation;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.source.Container;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long an output is for its viewers. */
final class OutputLength {
  private OutputLength() {}

  /**
   * The length of an output; {@code null} for a still image. ffprobe finds no length in an animated
   * PNG, and not that of a GIF as viewers show it, so these are read from the file itself.
   */
  static @Nullable Duration of(Path output, Attempt attempt, OutputReport report)
      throws IOException {
    Expectation wanted = attempt.expectation();
    if (!wanted.ofImage()) {
      return wanted.copied() ? shorter(report.length(), wanted.duration()) : report.length();
    }
    if (!wanted.shows(Shape.ANIMATION)) {
      return null;
    }
    Container container = OutputCheck.container(attempt);
    if (!wanted.copied() && container != Container.GIF) {
      return report.pictureLength();
    }
    Animation animation = PictureHeaders.read(output, container).animation();
    return animation == null ? null : animation.length();
  }

  /** An original keeps its edit list, which may ask for more than the file contains. */
  private static @Nullable Duration shorter(@Nullable Duration asked, @Nullable Duration known) {
    return asked != null && known != null && asked.compareTo(known) > 0 ? known : asked;
  }
}
