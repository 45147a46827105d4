package io.reelway.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The measured facts of a source, before any decision: a container with the tracks that a player
 * would choose.
 *
 * @param container the name of the recognised container, e.g. {@code mp4}
 * @param demuxer the only ffmpeg demuxer that may read the source
 * @param duration from the start until picture and sound have ended; {@code null} for still images
 *     and if no header has it
 * @param tracks the chosen ones: at most one picture track and one audio track, at least one
 * @param warnings sentences for the client, e.g. about ignored tracks
 */
public record Probe(
    String container,
    String demuxer,
    @Nullable Duration duration,
    List<Track> tracks,
    List<String> warnings) {
  /** ffmpeg's names of the demuxers of transport streams, program streams and Ogg. */
  private static final Set<String> COUNTED_BY_TRACKS = Set.of("mpegts", "mpeg", "ogg");

  public Probe {
    tracks = List.copyOf(tracks);
    warnings = List.copyOf(warnings);
    if (tracks.isEmpty()) {
      throw new IllegalArgumentException("A source has at least one track");
    }
  }

  /** The kind of the source, by its tracks. */
  public MediaKind kind() {
    return findPicture()
        .map(track ->
            switch (track) {
              case VideoTrack video -> MediaKind.VIDEO;
              case ImageTrack image -> MediaKind.IMAGE;
            })
        .orElse(MediaKind.AUDIO);
  }

  /** Whether it is an image of several frames. */
  public boolean animated() {
    return findPicture().orElse(null) instanceof ImageTrack image && image.animated();
  }

  /** The picture track; empty for audio only. */
  public Optional<PictureTrack> findPicture() {
    return find(PictureTrack.class);
  }

  /**
   * The picture track of a source that is known to have one.
   *
   * @throws IllegalStateException for sound alone
   */
  public PictureTrack pictureTrack() {
    return findPicture().orElseThrow(() -> new IllegalStateException("The source has no picture"));
  }

  /**
   * The picture of a source that is known to have one.
   *
   * @throws IllegalStateException for sound alone
   */
  public Picture picture() {
    return pictureTrack().picture();
  }

  /**
   * The video track of a video.
   *
   * @throws IllegalStateException for an image and for sound alone
   */
  public VideoTrack video() {
    return find(VideoTrack.class)
        .orElseThrow(() -> new IllegalStateException("The source is no video"));
  }

  /**
   * When the picture ends, from the start of the source, or all if that is unknown; {@code null} if
   * both are.
   */
  public @Nullable Duration silentLength() {
    Duration picture = find(VideoTrack.class).map(VideoTrack::end).orElse(null);
    return picture == null ? duration : picture;
  }

  /** How long after the start of the source its picture begins; zero if at once. */
  public Duration pictureBegin() {
    return find(VideoTrack.class).map(VideoTrack::begin).orElse(Duration.ZERO);
  }

  /**
   * Whether ffmpeg counts the times of an output from the start of the first track that it uses. Of
   * other sources, it counts from the start of the file.
   */
  public boolean countsByTracks() {
    return COUNTED_BY_TRACKS.contains(demuxer);
  }

  /** The same source for an output without sound. */
  public Probe silent() {
    List<Track> shown = tracks.stream().filter(track -> !(track instanceof AudioTrack)).toList();
    return new Probe(container, demuxer, duration, shown, warnings);
  }

  /** The audio track; {@code null} without sound. */
  public @Nullable AudioTrack audio() {
    return find(AudioTrack.class).orElse(null);
  }

  private <T extends Track> Optional<T> find(Class<T> type) {
    return tracks.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Pixels of all frames of an image; of a video those of one frame; 0 for sound alone. */
  public long pixels() {
    return findPicture()
        .map(track ->
            switch (track) {
              case VideoTrack video -> video.picture().pixels();
              case ImageTrack image -> image.picture().pixels() * image.frames();
            })
        .orElse(0L);
  }
}
