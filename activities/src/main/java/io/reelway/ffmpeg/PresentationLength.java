package io.reelway.ffmpeg;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The presentation length of a file: from the start of its first track to the end of picture and
 * sound. A track may begin late, and the file may begin at any timestamp; the time before the first
 * track is not played.
 */
public final class PresentationLength {
  private final @Nullable String fileDuration;
  private final List<Duration> starts = new ArrayList<>();
  private final List<Optional<Duration>> ends = new ArrayList<>();

  /**
   * @param fileDuration seconds from the start of the first track to the end of the last, including
   *     tracks that are not played, as ffprobe prints it
   */
  public PresentationLength(@Nullable String fileDuration) {
    this.fileDuration = fileDuration;
  }

  /**
   * Adds a track that is played.
   *
   * @param start seconds at which it starts, as ffprobe prints it
   * @param duration seconds from its start to its end, as ffprobe prints it
   * @param end the tag {@code DURATION} of Matroska, which is the time of its end
   * @param most its maximum duration; {@code null} if unknown
   */
  public void add(
      @Nullable String start,
      @Nullable String duration,
      @Nullable String end,
      @Nullable Duration most) {
    Duration from = FfprobeValues.time(start);
    starts.add(from);
    ends.add(
        FfprobeValues.length(duration)
            .map(length -> most != null && length.compareTo(most) > 0 ? most : length)
            .map(from::plus)
            .or(() -> FfprobeValues.length(end)));
  }

  /**
   * The time until the last track ends. If a track does not tell its end, the length of the file
   * counts.
   */
  public Optional<Duration> get() {
    Duration start = starts.stream().min(Comparator.naturalOrder()).orElse(Duration.ZERO);
    Optional<Duration> longest =
        ends.stream()
            .flatMap(Optional::stream)
            .map(end -> end.minus(start))
            .filter(Duration::isPositive)
            .max(Comparator.naturalOrder());
    return ends.stream().allMatch(Optional::isPresent)
        ? longest
        : FfprobeValues.length(fileDuration).or(() -> longest);
  }
}
