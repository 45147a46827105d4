package io.reelway.verify;

import io.reelway.plan.Attempt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.ExpectedPicture.Shape;
import io.reelway.plan.Sprites;
import io.reelway.source.Container;
import io.reelway.storyboard.Cues;
import io.reelway.storyboard.Cues.Cue;
import io.reelway.strategy.Storyboard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a storyboard with its plan: the cues with the video, the images with the cues. */
final class StoryboardCheck {
  private StoryboardCheck() {}

  /**
   * The first deviation, in words for the log; empty when there is none.
   *
   * @param output the WebVTT file; the images are in its folder
   * @param pictures the number of pictures that the encoder made
   */
  static Optional<String> deviation(Path output, Attempt attempt, long pictures)
      throws IOException {
    Cues cues;
    try {
      cues = Cues.parse(Files.readString(output));
    } catch (IOException wrong) {
      return Optional.of(String.valueOf(wrong.getMessage()));
    }
    Sprites sprites = Objects.requireNonNull(attempt.settings().sprites(), "its pictures");
    Optional<String> wrong =
        times(cues, attempt.expectation().duration(), pictures).or(() -> parts(cues, sprites));
    return wrong.isPresent() ? wrong : images(output, cues, sprites);
  }

  private static Optional<String> times(Cues cues, @Nullable Duration length, long pictures) {
    Duration time = Duration.ZERO;
    for (Cue cue : cues.all()) {
      if (!cue.start().equals(time) || cue.end().compareTo(time) <= 0) {
        return Optional.of("a gap between cues at " + time);
      }
      time = cue.end();
    }
    if (cues.all().isEmpty() || cues.all().size() > pictures) {
      return Optional.of(cues.all().size() + " cues for " + pictures + " pictures");
    }
    return length != null && time.minus(length).abs().toMillis() > 1
        ? Optional.of("the cues end at " + time + " instead of " + length)
        : Optional.empty();
  }

  private static Optional<String> parts(Cues cues, Sprites sprites) {
    Set<String> seen = new HashSet<>();
    for (Cue cue : cues.all()) {
      boolean fits =
          cue.width() == sprites.width()
              && cue.height() == sprites.height()
              && cue.x() % sprites.width() == 0
              && cue.y() % sprites.height() == 0
              && cue.x() / sprites.width() < sprites.columns()
              && cue.y() / sprites.height() < sprites.rows();
      if (!fits || !seen.add(cue.image() + " " + cue.x() + " " + cue.y())) {
        return Optional.of("a cue shows no picture of its own: " + cue);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> images(Path output, Cues cues, Sprites sprites)
      throws IOException {
    ExpectedPicture whole =
        new ExpectedPicture(
            Shape.STILL,
            sprites.width() * sprites.columns(),
            sprites.height() * sprites.rows(),
            false,
            0);
    for (int number : cues.all().stream().map(Cue::image).distinct().toList()) {
      Path image = Storyboard.image(output, number);
      if (!Files.exists(image)) {
        return Optional.of("image " + number + " is missing");
      }
      Optional<String> wrong = StillFile.deviation(image, Container.WEBP, whole);
      if (wrong.isPresent()) {
        return wrong;
      }
    }
    return Optional.empty();
  }
}
