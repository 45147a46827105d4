package io.reelway.probe;

import io.reelway.failure.StageException;
import io.reelway.failure.TimeLimit;
import io.reelway.failure.TimeLimitException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import io.reelway.image.PictureFile;
import io.reelway.image.PictureHeaders;
import io.reelway.image.repair.RepairedImage;
import io.reelway.job.ErrorCode;
import io.reelway.media.MediaKind;
import io.reelway.media.Probe;
import io.reelway.probe.FfprobeReport.Stream;
import io.reelway.source.Container;
import io.reelway.source.ContainerDetector;
import io.reelway.source.InputGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Measures a file. It detects the container from the bytes and reads the headers of an image. What
 * they do not say, and everything about a video, comes from ffprobe.
 */
public final class Prober {
  private static final String HEADERS =
      "format=duration"
          + ":stream=index,codec_type,codec_name,width,height,pix_fmt,"
          + "sample_aspect_ratio,avg_frame_rate,r_frame_rate,start_time,duration,nb_frames,"
          + "channels,sample_rate,bit_rate,field_order,"
          + "color_range,color_space,color_primaries,color_transfer"
          + ":stream_disposition=default,attached_pic,timed_thumbnails,"
          + "comment,hearing_impaired,visual_impaired"
          + ":stream_tags=alpha_mode,DURATION"
          + ":stream_side_data=rotation";

  /** An interval of one packet, from the start. */
  private static final String ONE = "%+#1";

  private static final String FIRST_FRAME = ":frame=width,height:frame_side_data=rotation";

  /** ffmpeg's message for a picture above {@code -max_pixels}. */
  private static final String TOO_LARGE = "exceeds specified max pixel count";

  /** ffmpeg's message for a decoder that is not on the whitelist. */
  private static final Pattern NOT_ALLOWED =
      Pattern.compile("Codec \\(([a-z0-9_-]{1,40})\\) not on whitelist");

  /**
   * Address space that ffprobe may use to read a video's headers. A file of a hundred bytes can
   * claim a hundred million pictures, and ffprobe lists them all. Decoding a real file needs less
   * than this.
   */
  private static final long MEMORY_FOR_HEADERS = 2L << 30;

  private final Ffmpeg ffmpeg;
  private final ProbeLimits limits;
  private final Acceptance acceptance;
  private final InputGuard guard;

  public Prober(Ffmpeg ffmpeg, ProbeLimits limits) {
    this.ffmpeg = ffmpeg;
    this.limits = limits;
    this.acceptance = new Acceptance(limits);
    this.guard = new InputGuard(limits.pixels());
  }

  /**
   * Creates a run for {@link #probe}. Its owner may stop it from another thread.
   *
   * @param directory an empty directory of the attempt
   */
  public ToolRun newRun(Path directory) {
    return ffmpeg.in(directory, limits.time());
  }

  /**
   * Measures a source. The time limit covers ffprobe and our own readers.
   *
   * @throws StageException with {@code UNSUPPORTED_TYPE}, {@code INVALID_INPUT} or {@code
   *     PROBE_FAILED}
   */
  public Probe probe(ToolRun run, Path source) throws IOException, InterruptedException {
    return probe(run, source, SoundAlone.REFUSED);
  }

  /**
   * Measures a source, which may be sound without a picture.
   *
   * @param sound what sound without a picture means
   * @throws StageException as {@link #probe(ToolRun, Path)} does
   */
  public Probe probe(ToolRun run, Path source, SoundAlone sound)
      throws IOException, InterruptedException {
    try {
      return TimeLimit.within(limits.time(), () -> measure(run, source, sound));
    } catch (TimeLimitException slow) {
      throw new StageException(
          ErrorCode.PROBE_FAILED, "Reading the file's headers took too long.", slow);
    }
  }

  private Probe measure(ToolRun run, Path source, SoundAlone sound)
      throws IOException, InterruptedException {
    Container container = ContainerDetector.detect(source, sound != SoundAlone.REFUSED);
    if (container.kind() != MediaKind.IMAGE) {
      return video(run, source, container, sound);
    }
    PictureFile file = PictureHeaders.read(source, container);
    accept(file);
    ImageProbeMapper.requirePicture(container, file);
    FfprobeReport report =
        ImageProbeMapper.isComplete(file)
            ? FfprobeReport.NOTHING
            : ask(run, repaired(run, source, container), container);
    return new ImageProbeMapper(container, report, file, acceptance).probe();
  }

  private static Path repaired(ToolRun run, Path source, Container container) throws IOException {
    return RepairedImage.of(source, container, run.directory().resolve("repaired"));
  }

  private Probe video(ToolRun run, Path source, Container container, SoundAlone sound)
      throws IOException, InterruptedException {
    run.limitMemory(MEMORY_FOR_HEADERS);
    FfprobeReport report = ask(run, source, container);
    try {
      EditLists edits = container == Container.MP4 ? EditLists.read(source) : EditLists.NONE;
      Tracks tracks = audible(run, source, container, new Tracks(report.allStreams(), container));
      ProbeMapper mapper =
          new ProbeMapper(container, report, tracks, acceptance, Files.size(source), edits);
      return mapper.isSoundAlone(sound) ? mapper.soundAlone() : mapper.probe();
    } catch (StageException unreadable) {
      throw run.reported(TOO_LARGE) ? acceptance.hiddenPicture() : unreadable;
    }
  }

  /**
   * Leaves out sound of which the file has a header but no packet, as recorders write it for a
   * microphone that is off. MP4 cannot store such a track.
   */
  private Tracks audible(ToolRun run, Path source, Container container, Tracks tracks)
      throws IOException, InterruptedException {
    Stream sound = tracks.sound().filter(Stream::mayBeEmpty).orElse(null);
    return sound == null || !tracks.havePicture() || hasPacket(run, source, container, sound)
        ? tracks
        : audible(run, source, container, tracks.withoutEmpty(sound));
  }

  /** Looks for the first packet. A long search without a result says nothing. */
  private boolean hasPacket(ToolRun run, Path source, Container container, Stream track)
      throws IOException, InterruptedException {
    List<String> first =
        List.of(
            "-select_streams",
            Integer.toString(track.index()),
            "-read_intervals",
            ONE,
            "-show_entries",
            "packet=pts");
    try (ToolRun own = ffmpeg.in(run.directory(), limits.time().dividedBy(2))) {
      own.limitMemory(MEMORY_FOR_HEADERS);
      return ask(own, source, container, first, List.of()).hasPackets();
    } catch (Ffmpeg.RefusedException | TimeLimitException unknown) {
      return true;
    }
  }

  /**
   * Checks the limits before any decoder runs. Facts that no header declares are checked
   * afterwards.
   */
  private void accept(PictureFile file) {
    Animation animation = file.animation();
    int frames = animation == null ? 1 : animation.delays().size();
    acceptance.frames(frames);
    Canvas canvas = file.canvas();
    if (canvas != null) {
      acceptance.picture(canvas.width(), canvas.height());
      acceptance.work(canvas.width(), canvas.height(), frames);
    }
  }

  private FfprobeReport ask(ToolRun run, Path source, Container container)
      throws IOException, InterruptedException {
    try {
      return ask(run, source, container, everything(container), List.of());
    } catch (Ffmpeg.RefusedException refused) {
      if (run.ranOutOfMemory()) {
        throw acceptance.tooMuchMemory();
      }
      throw new StageException(ErrorCode.PROBE_FAILED, ErrorCode.PROBE_FAILED.sentence(), refused);
    }
  }

  /**
   * ffprobe opens a decoder for each track before its report, and gives up at the first that is not
   * allowed. A second run allows the decoders it named but feeds them no data, so that unused
   * tracks do not make the file unreadable.
   */
  private FfprobeReport ask(
      ToolRun run, Path source, Container container, List<String> shown, List<String> unfed)
      throws IOException, InterruptedException {
    try {
      return ffmpeg.probe(run, arguments(source, container, shown, unfed), FfprobeReport.class);
    } catch (Ffmpeg.RefusedException refused) {
      List<String> named = run.reports(NOT_ALLOWED);
      boolean mayHaveTracks = container.kind() != MediaKind.IMAGE || container == Container.HEIF;
      if (!unfed.isEmpty() || named.isEmpty() || !mayHaveTracks) {
        throw refused;
      }
      return ask(run, source, container, shown, named);
    }
  }

  /**
   * The words that let one call report everything. For a picture, it also reads the first frame,
   * which carries the orientation.
   */
  private static List<String> everything(Container container) {
    return container.kind() == MediaKind.IMAGE
        ? List.of("-read_intervals", ONE, "-show_entries", HEADERS + FIRST_FRAME)
        : List.of("-show_entries", HEADERS);
  }

  private List<String> arguments(
      Path source, Container container, List<String> shown, List<String> unfed) {
    List<String> words =
        new ArrayList<>(List.of("-v", "error", "-print_format", "json", "-show_error"));
    words.addAll(guard.options(container));
    if (!unfed.isEmpty()) {
      String openable = container.decoders() + "," + String.join(",", unfed);
      List.of("v", "a", "s")
          .forEach(type -> words.addAll(List.of("-codec_whitelist:" + type, openable)));
    }
    if (container.kind() != MediaKind.IMAGE) {
      // Nothing is decoded, and on a machine with many cores the thread stacks alone take
      // gigabytes.
      words.addAll(List.of("-threads", "1"));
    }
    words.addAll(shown);
    words.add("file:" + source);
    return words;
  }
}
