package io.reelway.image.heif;

import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the main image, or the animation, of a HEIF file: HEIC, AVIF.
 *
 * @see <a href="https://www.iso.org/standard/83650.html">ISO/IEC 23008-12</a>
 */
public final class HeifFile {
  /** Brands of files that viewers show as an animation. */
  private static final Set<String> SEQUENCES =
      Set.of("avis", "hevc", "hevx", "hevm", "hevs", "msf1");

  private HeifFile() {}

  /**
   * Whether a track is only a preview. Phones store a burst of photos as one full image, and as a
   * small film of all photos beside it.
   */
  private static boolean isPreview(@Nullable Canvas track, @Nullable Canvas picture) {
    return track != null && picture != null && track.pixels() < picture.pixels();
  }

  public static PictureFile read(Bytes bytes) throws IOException {
    Boxes boxes = Boxes.in(bytes, 0);
    Optional<Box> meta = boxes.first("meta");
    Optional<Box> movie = boxes.first("moov");
    HeifItems items = meta.isPresent() ? HeifItems.read(meta.get()) : HeifItems.NONE;
    boolean tracksFirst =
        movie.isPresent() && (meta.isEmpty() || movie.get().namedAt() < meta.get().namedAt());
    ItemStreams streams = items.streams(firstStream(movie, tracksFirst));
    boolean sequence = boxes.first("ftyp").isPresent() && SEQUENCES.contains(bytes.name(8));
    if (sequence && movie.isPresent()) {
      Optional<PictureFile> animation =
          new HeifTracks(movie.get(), tracksFirst ? 0 : streams.count()).read(items.colours());
      if (animation.isPresent() && !isPreview(animation.get().canvas(), items.canvas())) {
        return animation.get();
      }
    }
    return new PictureFile(
        items.colours(),
        null,
        null,
        items.canvas(),
        items.layers(streams),
        items.premultiplied(),
        false);
  }

  /**
   * The number of the first image's stream; empty in a file without tracks. ffmpeg numbers images
   * and tracks in the order in which the file describes them.
   */
  private static OptionalInt firstStream(Optional<Box> movie, boolean tracksFirst)
      throws IOException {
    if (movie.isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(tracksFirst ? movie.get().inside().all("trak").size() : 0);
  }
}
