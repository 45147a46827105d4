package io.reelway.strategy;

import io.reelway.plan.Attempt;
import io.reelway.plan.Excerpt;
import java.util.ArrayList;
import java.util.List;

/** Options of the input that limit the time of the source. ffmpeg applies them to the frame. */
final class Trim {
  private Trim() {}

  static List<String> of(Attempt attempt) {
    Excerpt excerpt = attempt.excerpt();
    if (excerpt == null) {
      return List.of();
    }
    List<String> words = new ArrayList<>();
    if (excerpt.start() != null) {
      words.addAll(List.of("-ss", VideoArguments.seconds(excerpt.start())));
    }
    if (excerpt.duration() != null) {
      words.addAll(List.of("-t", VideoArguments.seconds(excerpt.duration())));
    }
    return words;
  }
}
