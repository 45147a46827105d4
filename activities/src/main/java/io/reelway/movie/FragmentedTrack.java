package io.reelway.movie;

import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fragmented MP4 with one track, as encoders of streams write it: a header, then fragments, each
 * a {@code moof} with its {@code mdat}. It is read from the boxes, without ffmpeg.
 *
 * @param description the codec
 * @param clock ticks per second
 * @param headerBytes length of the header, which begins the file
 * @param fragments the fragments in the order of the file
 * @see <a href="https://www.iso.org/standard/83102.html">ISO/IEC 14496-12, 8.8</a>
 */
public record FragmentedTrack(
    CodecDescription description, long clock, long headerBytes, List<Fragment> fragments) {
  public FragmentedTrack {
    fragments = List.copyOf(fragments);
  }

  /**
   * A fragment. Times are in seconds of the presentation.
   *
   * @param offset its position in the file
   * @param bytes its length
   * @param start when its first frame is shown
   * @param decodeStart when its first frame is decoded, in ticks of the track
   * @param decodeEnd when the next fragment's first frame is decoded, in ticks of the track
   * @param frames number of frames
   * @param beginsWithKeyFrame whether it can be decoded alone
   */
  public record Fragment(
      long offset,
      long bytes,
      double start,
      long decodeStart,
      long decodeEnd,
      int frames,
      boolean beginsWithKeyFrame) {}

  /**
   * Reads a file.
   *
   * @throws IOException when it is no such file
   */
  public static FragmentedTrack read(Path file) throws IOException {
    try (Bytes bytes = Bytes.ofWhole(file)) {
      return read(bytes);
    }
  }

  private static FragmentedTrack read(Bytes file) throws IOException {
    Box movie = header(file);
    List<Box> tracks = movie.inside().all("trak");
    if (tracks.size() != 1) {
      throw new IOException("The file has " + tracks.size() + " tracks");
    }
    FragmentReader reader = new FragmentReader(movie, tracks.getFirst());
    List<Fragment> fragments = new ArrayList<>();
    List<Box> open = new ArrayList<>();
    MovieBoxes.each(
        file,
        0,
        box -> {
          switch (box.type()) {
            case "moof" -> open.add(box);
            case "mdat" -> {
              if (open.size() != 1) {
                throw new IOException("A fragment has its own header and its own data");
              }
              fragments.add(reader.read(open.removeFirst(), box));
            }
            default -> {}
          }
        });
    if (!open.isEmpty()) {
      throw new EOFException("The last fragment has no data");
    }
    return new FragmentedTrack(
        CodecDescription.read(tracks.getFirst()), reader.clock(), MovieBoxes.end(movie), fragments);
  }

  private static Box header(Bytes file) throws IOException {
    for (long at = 0; at + 8 <= file.size(); ) {
      Box box = MovieBoxes.at(file, at);
      if (box.type().equals("moov")) {
        return box;
      }
      at = MovieBoxes.end(box);
    }
    throw new EOFException("The file has no header");
  }

  /** Number of frames. */
  public long frames() {
    return fragments.stream().mapToLong(Fragment::frames).sum();
  }

  /** When the first frame is shown, in seconds; 0 without frames. */
  public double start() {
    return fragments.stream().mapToDouble(Fragment::start).min().orElse(0);
  }

  /**
   * When the track ends, in seconds; 0 without frames. The durations of frames are distances in the
   * order of decoding, so only their sum is exact.
   */
  public double end() {
    if (fragments.isEmpty()) {
      return 0;
    }
    long ticks = fragments.getLast().decodeEnd() - fragments.getFirst().decodeStart();
    return start() + (double) ticks / clock;
  }
}
