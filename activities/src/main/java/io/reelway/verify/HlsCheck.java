package io.reelway.verify;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.hls.MasterPlaylist;
import io.reelway.hls.MasterPlaylist.Variant;
import io.reelway.hls.MediaPlaylist;
import io.reelway.hls.MediaPlaylist.PlaylistSegment;
import io.reelway.hls.StreamFiles;
import io.reelway.job.ErrorCode;
import io.reelway.movie.FragmentedTrack;
import io.reelway.movie.FragmentedTrack.Fragment;
import io.reelway.plan.Attempt;
import io.reelway.plan.Ladder;
import io.reelway.plan.MediaType;
import io.reelway.strategy.HlsStream;
import io.reelway.strategy.Samples;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Compares a stream with its plan. What the playlists say is compared with the boxes of the media
 * files, and the frames of all sizes with each other and with those of the encoder. Then each file
 * is decoded at its beginning, and the largest size is compared with the source.
 */
final class HlsCheck {
  /** How far the length of the sound may be from what the encoder received, in seconds. */
  private static final double SOUND_TOLERANCE = 0.02;

  /** How far a time in a playlist may be from the file, in seconds: it has six decimals. */
  private static final double ROUNDING = 0.00001;

  /** How far a segment may begin before its planned time, in seconds. */
  private static final double EARLIER = 0.002;

  private final Ffmpeg ffmpeg;
  private final Decoding decoding;
  private final Similarity similarity;

  HlsCheck(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
    this.decoding = new Decoding(ffmpeg, 1);
    this.similarity = new Similarity(ffmpeg);
  }

  /**
   * Measures a stream.
   *
   * @param directory the working directory of this try
   * @param master the master playlist; everything else is in its folder
   * @param frames the number of frames that the encoder reported for each size
   * @return when picture and sound have ended
   * @throws StageException with {@code ENCODE_FAILED} when the stream is not as expected
   */
  Duration measure(Path directory, Path master, Attempt attempt, long frames, Samples samples)
      throws IOException, InterruptedException {
    try {
      double end = check(master, attempt, frames, samples);
      decode(directory, master.resolveSibling(""), attempt, samples);
      return Duration.ofMillis(Math.round(end * 1000));
    } catch (InterruptedIOException stopped) {
      throw stopped;
    } catch (RefusedException refused) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED, ErrorCode.ENCODE_FAILED.sentence(), refused);
    }
  }

  private static double check(Path file, Attempt attempt, long frames, Samples samples)
      throws IOException {
    Ladder ladder = Objects.requireNonNull(attempt.settings().ladder(), "the sizes of a stream");
    boolean sound = attempt.expectation().sound();
    MasterPlaylist master = parsed(file, MasterPlaylist::parse);
    Path folder = file.resolveSibling("");
    require(sound == (master.sound() != null), "sound " + (sound ? "missing" : "unexpected"));
    require(master.variants().size() == ladder.steps().size(), "sizes " + master.variants());
    List<Stream> sizes = new ArrayList<>();
    for (Ladder.Step step : ladder.steps()) {
      sizes.add(Stream.read(folder, step.name()));
    }
    double end = 0;
    Stream first = sizes.getFirst();
    String codecs = "";
    if (sound) {
      Stream heard = Stream.read(folder, HlsStream.SOUND);
      heard.checkContinuity();
      heard.checkTarget(first);
      double wanted = Files.size(HlsStream.sound(samples).file()) / 1000.0;
      require(
          Math.abs(heard.track.end() - wanted) <= SOUND_TOLERANCE
              && Math.abs(heard.list.seconds() - wanted) <= SOUND_TOLERANCE,
          "sound of " + heard.track.end() + " s instead of " + wanted + " s");
      end = heard.track.end();
      codecs = "," + heard.track.description().codecs();
    }
    for (int i = 0; i < sizes.size(); i++) {
      Stream size = sizes.get(i);
      size.checkPicture(ladder.steps().get(i), frames);
      size.checkSegments(ladder.segmentSec());
      size.checkTarget(first);
      size.checkAgainst(first);
      Variant variant = variant(master, size.name);
      require(
          variant.codecs().equals(size.track.description().codecs() + codecs),
          "codecs " + variant.codecs());
      require(
          variant.width() == size.track.description().width()
              && variant.height() == size.track.description().height(),
          "the size of " + variant);
    }
    return Math.max(end, first.track.end());
  }

  private static Variant variant(MasterPlaylist master, String name) throws RefusedException {
    return master.variants().stream()
        .filter(variant -> variant.uri().equals(StreamFiles.playlist(name)))
        .findFirst()
        .orElseThrow(() -> new RefusedException("The master playlist lacks " + name));
  }

  private void decode(Path directory, Path folder, Attempt attempt, Samples samples)
      throws IOException, InterruptedException {
    Attempt file = attempt.with(attempt.strategy(), MediaType.MP4);
    Ladder ladder = Objects.requireNonNull(attempt.settings().ladder(), "the sizes of a stream");
    List<String> names = StreamFiles.names(ladder, attempt.expectation().sound());
    String timeline = "";
    for (String name : names) {
      Path media = folder.resolve(StreamFiles.media(name));
      ToolResult beginning = decoding.beginning(directory, media, file);
      require(beginning.isClean(), name + " does not decode: " + beginning.errors());
      if (!name.equals(HlsStream.SOUND)) {
        String times = timeline(directory, media, attempt);
        require(timeline.isEmpty() || timeline.equals(times), name + " has frames at other times");
        timeline = times;
      }
    }
    Path largest = folder.resolve(StreamFiles.media(names.getFirst()));
    Similarity.Found found =
        similarity.measure(directory, largest, OutputCheck.demuxer(file), "v:0", attempt, samples);
    double mean = found.mean().orElse(0);
    require(
        mean >= attempt.picture().leastSimilarity(), "similarity " + mean + " " + found.errors());
  }

  private String timeline(Path directory, Path media, Attempt attempt)
      throws IOException, InterruptedException {
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit())) {
      return CodedTrack.read(ffmpeg, run, media, "mp4", "v:0").timeline().digest();
    }
  }

  private static void require(boolean fulfilled, String deviation) throws RefusedException {
    if (!fulfilled) {
      throw new RefusedException(deviation);
    }
  }

  private static <T> T parsed(Path file, Parser<T> parser) throws IOException {
    String text = Files.readString(file);
    try {
      return parser.parse(text);
    } catch (IOException wrong) {
      throw new RefusedException(file.getFileName() + ": " + wrong.getMessage());
    }
  }

  private interface Parser<T> {
    T parse(String text) throws IOException;
  }

  /** The stream is not as expected. The message is for the log only. */
  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String deviation) {
      super("The stream was refused: " + deviation);
    }
  }

  /** One media file with its playlist. */
  private record Stream(String name, MediaPlaylist list, FragmentedTrack track) {
    static Stream read(Path folder, String name) throws IOException {
      MediaPlaylist list = parsed(folder.resolve(StreamFiles.playlist(name)), MediaPlaylist::parse);
      FragmentedTrack track;
      try {
        track = FragmentedTrack.read(folder.resolve(StreamFiles.media(name)));
      } catch (InterruptedIOException stopped) {
        throw stopped;
      } catch (IOException wrong) {
        throw new RefusedException(name + ": " + wrong.getMessage());
      }
      Stream stream = new Stream(name, list, track);
      stream.checkRanges();
      return stream;
    }

    /** Every segment is one fragment, and no segment is longer than the playlist promises. */
    private void checkRanges() throws RefusedException {
      require(list.media().equals(StreamFiles.media(name)), name + " lists " + list.media());
      require(list.headerBytes() == track.headerBytes(), name + " has another header");
      require(
          !list.segments().isEmpty() && list.segments().size() == track.fragments().size(),
          name + " lists " + list.segments().size() + " of " + track.fragments().size());
      double time = 0;
      for (int i = 0; i < list.segments().size(); i++) {
        PlaylistSegment segment = list.segments().get(i);
        Fragment fragment = track.fragments().get(i);
        require(
            segment.offset() == fragment.offset() && segment.bytes() == fragment.bytes(),
            name + " lists a range that is no fragment: " + segment);
        require(
            i == 0 || Math.abs(fragment.start() - time) < ROUNDING * (i + 1),
            name + " lists a segment at " + time + " s that begins at " + fragment.start());
        require(
            Math.round(segment.seconds()) <= list.targetSec(),
            name + " lists a segment above its target: " + segment);
        time += segment.seconds();
      }
    }

    /** Nothing is missing between two fragments. */
    void checkContinuity() throws RefusedException {
      long decoded = track.fragments().getFirst().decodeStart();
      for (Fragment fragment : track.fragments()) {
        require(fragment.decodeStart() == decoded, name + " has a gap at " + fragment.start());
        decoded = fragment.decodeEnd();
      }
    }

    void checkPicture(Ladder.Step step, long frames) throws RefusedException {
      require(
          track.description().width() == step.width()
              && track.description().height() == step.height(),
          name + " has the size " + track.description());
      require(
          track.frames() == frames, name + " has " + track.frames() + " of " + frames + " frames");
      for (Fragment fragment : track.fragments()) {
        require(fragment.beginsWithKeyFrame(), name + " has no key frame at " + fragment.start());
      }
    }

    /** Only one segment begins in each span of the planned length: no scene begins another one. */
    void checkSegments(double length) throws RefusedException {
      double begin = track.start();
      double former = Double.NEGATIVE_INFINITY;
      for (Fragment fragment : track.fragments()) {
        double time = fragment.start() - begin;
        require(
            Math.floor((time + EARLIER) / length) > Math.floor(former / length),
            name + " has a segment too many at " + fragment.start());
        former = time;
      }
    }

    /** All media playlists of a stream have the same target: RFC 8216, 6.2.4. */
    void checkTarget(Stream other) throws RefusedException {
      require(
          list.targetSec() == other.list.targetSec(),
          name + " has another target than " + other.name);
    }

    /** A player may switch to another size at every segment. */
    void checkAgainst(Stream other) throws RefusedException {
      require(
          lengths().equals(other.lengths()),
          "%s has other segments than %s: %s, %s"
              .formatted(name, other.name, lengths(), other.lengths()));
    }

    /** The lengths of the segments in seconds. */
    private List<Double> lengths() {
      return list.segments().stream().map(PlaylistSegment::seconds).toList();
    }
  }
}
