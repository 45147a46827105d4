package io.reelway.image.heif;

import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.image.colour.Colours;
import io.reelway.image.heif.Boxes.Box;
import io.reelway.source.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tracks of a HEIF file: an animation, and its transparency. */
final class HeifTracks {
  /** The size in bytes of a visual sample entry before the boxes in it. */
  private static final int VISUAL_ENTRY = 78;

  private static final int REPEAT = 1;
  private static final long ENDLESS = 0xffff_ffffL;
  private static final long ENDLESS_WIDE = Long.MAX_VALUE;

  private final Box movie;
  private final int streamsBefore;

  /**
   * Reads the image sequence of a file.
   *
   * @param streamsBefore the number of streams that ffmpeg lists before the tracks
   */
  HeifTracks(Box movie, int streamsBefore) {
    this.movie = movie;
    this.streamsBefore = streamsBefore;
  }

  Optional<PictureFile> read(Colours colours) throws IOException {
    List<Box> tracks = movie.inside().all("trak");
    int colour = find(tracks, "pict");
    if (colour < 0) {
      return Optional.empty();
    }
    Boxes track = tracks.get(colour).inside();
    Optional<Box> media = track.first("mdia");
    Optional<Animation> animation =
        media.isEmpty() ? Optional.empty() : animation(track, media.get().inside());
    Box header = track.first("tkhd").orElse(null);
    if (animation.isEmpty() || header == null) {
      return Optional.empty();
    }
    int alpha = findAlpha(tracks);
    Bytes sizes = header.content();
    Canvas canvas =
        new Canvas(
            Math.max(1, (int) (sizes.u32(sizes.size() - 8) >> 16)),
            Math.max(1, (int) (sizes.u32(sizes.size() - 4) >> 16)));
    HeifComposition layers =
        new HeifComposition(
            stream(colour),
            alpha < 0 ? null : stream(alpha),
            List.of(),
            coding(tracks.get(colour)));
    return Optional.of(
        new PictureFile(colours, null, animation.get(), canvas, layers, false, false));
  }

  private String stream(int track) {
    return "0:" + (streamsBefore + track);
  }

  private static int find(List<Box> tracks, String handler) throws IOException {
    for (int i = 0; i < tracks.size(); i++) {
      Optional<Box> found = below(tracks.get(i), "mdia", "hdlr");
      if (found.isPresent() && found.get().content().says(handler, 8)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The index of the track with the transparency; -1 for none. Other auxiliary tracks may hold
   * depth, for example.
   */
  private static int findAlpha(List<Box> tracks) throws IOException {
    for (int i = 0; i < tracks.size(); i++) {
      Optional<Box> found = below(tracks.get(i), "mdia", "hdlr");
      if (found.isPresent() && found.get().content().says("auxv", 8)) {
        Optional<Box> kind = sampleEntry(tracks.get(i), "auxi");
        if (kind.isEmpty() || HeifItems.namesAlpha(kind.get())) {
          return i;
        }
      }
    }
    return -1;
  }

  private static @Nullable PixelCoding coding(Box track) throws IOException {
    Optional<Box> colr = sampleEntry(track, "colr");
    return colr.isPresent() ? PixelCoding.read(colr.get().content()).orElse(null) : null;
  }

  /** A box in the first sample entry of a track. */
  private static Optional<Box> sampleEntry(Box track, String type) throws IOException {
    Optional<Box> descriptions = below(track, "mdia", "minf", "stbl", "stsd");
    if (descriptions.isEmpty()) {
      return descriptions;
    }
    List<Box> entries = Boxes.in(descriptions.get().content(), 8).all();
    return entries.isEmpty() || entries.getFirst().content().size() < VISUAL_ENTRY
        ? Optional.empty()
        : Boxes.in(entries.getFirst().content(), VISUAL_ENTRY).first(type);
  }

  private static Optional<Box> below(Box box, String... path) throws IOException {
    Optional<Box> found = Optional.of(box);
    for (String type : path) {
      if (found.isEmpty()) {
        return found;
      }
      found = found.get().inside().first(type);
    }
    return found;
  }

  private Optional<Animation> animation(Boxes track, Boxes media) throws IOException {
    Box header = media.first("mdhd").orElse(null);
    Box information = media.first("minf").orElse(null);
    Box times = information == null ? null : below(information, "stbl", "stts").orElse(null);
    if (header == null || times == null) {
      return Optional.empty();
    }
    long scale = header.content().u32(header.version() == 1 ? 20 : 12);
    List<Duration> delays = delays(times.content(), scale);
    return delays.size() > 1 && scale > 0
        ? Optional.of(new Animation(plays(track), delays))
        : Optional.empty();
  }

  private static List<Duration> delays(Bytes times, long scale) throws IOException {
    List<Duration> delays = new ArrayList<>();
    long entries = scale > 0 ? times.u32(4) : 0;
    for (long entry = 0; entry < entries && delays.size() < PictureFile.MOST_FRAMES; entry++) {
      long count = times.u32(8 + 8 * entry);
      Duration delay = Duration.ofNanos(1_000_000_000L * times.u32(12 + 8 * entry) / scale);
      for (long i = 0; i < count && delays.size() < PictureFile.MOST_FRAMES; i++) {
        times.budget().entry();
        delays.add(delay);
      }
    }
    return delays;
  }

  /**
   * The number of plays; 0 means forever. An edit list gives the length of one play. With the
   * repeat flag, it is played until the track ends, which may be never.
   */
  private static int plays(Boxes track) throws IOException {
    Box header = track.first("tkhd").orElse(null);
    Box edits = track.first("edts").orElse(null);
    Box list = edits == null ? null : below(edits, "elst").orElse(null);
    if (header == null || list == null) {
      return 0;
    }
    if ((list.flags() & REPEAT) == 0) {
      return 1;
    }
    boolean wide = header.version() == 1;
    long length = header.content().number(wide ? 28 : 20, wide ? 8 : 4);
    long play = list.content().number(8, list.version() == 1 ? 8 : 4);
    boolean endless = play <= 0 || length < 0 || length >= (wide ? ENDLESS_WIDE : ENDLESS);
    return endless ? 0 : Math.clamp(Math.ceilDiv(length, play), 1, Animation.MOST_PLAYS);
  }
}
