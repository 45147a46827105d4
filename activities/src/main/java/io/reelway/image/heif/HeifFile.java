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
 * The main picture, or the animation, of a HEIF file: HEIC, AVIF.
 *
 * @see <a href="https://www.iso.org/standard/83650.html">ISO/IEC 23008-12</a>
 */
public final class HeifFile {
  /** Brands of files that want to be seen as an animation. */
  private static final Set<String> SEQUENCES =
      Set.of("avis", "hevc", "hevx", "hevm", "hevs", "msf1");

  private HeifFile() {}

  /** Of a burst of photos, phones keep one as it is and all of them as a small film beside it. */
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

  /** ffmpeg numbers pictures and tracks in the order in which the file describes them. */
  private static OptionalInt firstStream(Optional<Box> movie, boolean tracksFirst)
      throws IOException {
    if (movie.isEmpty()) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(tracksFirst ? movie.get().inside().all("trak").size() : 0);
  }
}
