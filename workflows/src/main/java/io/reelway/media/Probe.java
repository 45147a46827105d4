package io.reelway.media;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a source before anything was decided about it.
 *
 * @param container the name of the recognised container, e.g. {@code mp4}
 * @param demuxer the one ffmpeg demuxer that may read the source
 * @param kind image or video
 * @param animated whether an image has more than one picture; {@code false} for videos
 * @param duration from the start until picture and sound have ended; {@code null} for still images
 *     and where no header says it
 * @param video the picture track that a player would choose
 * @param audio the audio track that a player would choose; {@code null} without sound
 * @param warnings sentences for the client, e.g. about tracks that are left out
 * @param frames pictures of an image, at least 1; {@code null} for videos
 */
public record Probe(
    String container,
    String demuxer,
    MediaKind kind,
    boolean animated,
    @Nullable Duration duration,
    VideoTrack video,
    @Nullable AudioTrack audio,
    List<String> warnings,
    @Nullable Integer frames) {
  public Probe {
    if (frames != null && frames < 1) {
      throw new IllegalArgumentException("An image has one picture at least, not " + frames);
    }
    warnings = List.copyOf(warnings);
  }

  /** Pixels of all pictures together; of a video those of one picture. */
  public long pixels() {
    return (long) video.width() * video.height() * (frames == null ? 1 : frames);
  }
}
