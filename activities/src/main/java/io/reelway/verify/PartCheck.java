package io.reelway.verify;

import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.plan.Attempt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.Segment;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.PartStage;
import io.reelway.strategy.Samples;
import io.reelway.strategy.Strategy;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the parts of a divided video, and what is joined from them, with the plan of its cuts. A
 * deviation means that the source cannot be cut exactly, so that it must be encoded whole.
 */
public final class PartCheck {
  private static final Logger LOG = LoggerFactory.getLogger(PartCheck.class);

  /** Tolerance of the time of a frame in seconds: containers round to milliseconds. */
  private static final double ROUNDING = 0.002;

  private final Ffmpeg ffmpeg;
  private final Similarity similarity;

  public PartCheck(Ffmpeg ffmpeg) {
    this.ffmpeg = ffmpeg;
    this.similarity = new Similarity(ffmpeg);
  }

  /**
   * Checks an encoded segment: size, number and times of its frames, and its look.
   *
   * @param directory the working directory of this try
   * @param demuxer ffmpeg's name of the format of the segment
   * @param samples what the encoding process stored for the comparison
   * @throws ApplicationFailure with {@link PartStage#NOT_AS_PLANNED}
   */
  public CodedTrack segment(
      Path directory, Path file, String demuxer, Attempt attempt, Segment segment, Samples samples)
      throws IOException, InterruptedException {
    CodedTrack track = read(directory, file, demuxer, "v:0", attempt);
    ExpectedPicture wanted = attempt.picture();
    if (track.width() != wanted.width() || track.height() != wanted.height()) {
      throw notAsPlanned("size " + track.width() + "x" + track.height());
    }
    if (track.timeline().size() != segment.frames()) {
      throw notAsPlanned(track.timeline().size() + " of " + segment.frames() + " frames");
    }
    if (!track.ordered()
        || !track.timeline().digest().equals(segment.times())
        || Math.abs(track.timeline().seconds(0) - segment.start()) > ROUNDING) {
      throw notAsPlanned("other times, the first at " + track.timeline().seconds(0));
    }
    Similarity.Found found = similarity.measure(directory, file, demuxer, "v:0", attempt, samples);
    if (found.mean().isEmpty() || found.mean().getAsDouble() < Strategy.LEAST_SIMILARITY) {
      throw notAsPlanned("similarity " + found.mean() + " " + found.errors());
    }
    return track;
  }

  /** Checks the encoded sound, which must not be empty. */
  public CodedTrack sound(Path directory, Path file, Attempt attempt)
      throws IOException, InterruptedException {
    CodedTrack track = read(directory, file, OutputCheck.demuxer(attempt), "a:0", attempt);
    if (track.timeline().size() == 0) {
      throw notAsPlanned("no sound");
    }
    return track;
  }

  /** Checks the joined video: number and times of all frames. */
  public void joined(Path directory, Path file, Attempt attempt, Cuts cuts)
      throws IOException, InterruptedException {
    CodedTrack track = read(directory, file, OutputCheck.demuxer(attempt), "v:0", attempt);
    if (!track.ordered() || !track.timeline().digest().equals(cuts.times())) {
      throw notAsPlanned("other times in the whole, frames " + track.timeline().size());
    }
  }

  private CodedTrack read(Path directory, Path file, String demuxer, String track, Attempt attempt)
      throws IOException, InterruptedException {
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit())) {
      return CodedTrack.read(ffmpeg, run, file, demuxer, track);
    } catch (Ffmpeg.RefusedException unreadable) {
      throw notAsPlanned("unreadable: " + unreadable.getMessage());
    }
  }

  /**
   * The failure of a part that is not as planned.
   *
   * @param detail for the operator
   */
  public static ApplicationFailure notAsPlanned(String detail) {
    LOG.info("A part is not as planned, reason={}", detail);
    return ApplicationFailure.newBuilder()
        .setMessage("A part of the video is not as planned: " + detail)
        .setType(PartStage.NOT_AS_PLANNED)
        .setNonRetryable(true)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .build();
  }
}
