package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.CannotFitException;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.plan.Attempt;
import io.reelway.plan.StrategyId;
import io.reelway.strategy.AudioStrategy;
import io.reelway.strategy.ImageStrategy;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.VideoStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes all candidates of an attempt, one after the other, and keeps the one that wins. */
final class FormatCompetition {
  /** Losses that differ by less look alike. */
  private static final double ALIKE = 0.05;

  private final Strategies strategies;
  private final Make make;
  private @Nullable Candidate best;
  private @Nullable StageException refused;

  FormatCompetition(Strategies strategies, Make make) {
    this.strategies = strategies;
    this.make = make;
  }

  /**
   * Makes the candidates. One that cannot be made, or does not fit, does not stop the others. When
   * the time is up, the best of those that are made wins.
   *
   * @throws CannotFitException when none fits
   */
  Encoding hold(EncodeTask task) throws IOException, InterruptedException {
    List<Attempt> candidates = candidates(task.attempt());
    double share = 100.0 / candidates.size();
    Path file = task.output().resolveSibling("candidate");
    for (int i = 0; i < candidates.size() && !(best != null && task.late().getAsBoolean()); i++) {
      EncodeTask one = task.reporting(i * share, (i + 1) * share);
      enter(one.writing(file, candidates.get(i)), task.output());
      Files.deleteIfExists(file);
    }
    if (best == null) {
      throw Objects.requireNonNull(refused, "a refusal");
    }
    return best.encoding();
  }

  private void enter(EncodeTask task, Path winner) throws IOException, InterruptedException {
    try {
      Encoding made = make.encode(task);
      double loss = SizeLoss.of(task.attempt(), made.attempt(), worst(task.attempt()));
      long bytes = Files.size(task.output());
      if (best == null || new Candidate(made, loss, bytes).beats(best)) {
        best = new Candidate(made.moved(task.output(), winner), loss, bytes);
      }
    } catch (StageException failed) {
      if (failed.code() != ErrorCode.ENCODE_FAILED && failed.code() != ErrorCode.CANNOT_FIT) {
        throw failed;
      }
      refused = refused == null ? failed : worse(refused, failed);
    } catch (IOException | InterruptedException stopped) {
      if (best == null || !task.late().getAsBoolean()) {
        throw stopped;
      }
    }
  }

  private int worst(Attempt attempt) {
    return strategies.find(attempt.strategy()).orElse(null) instanceof ImageStrategy image
        ? image.worstQuality()
        : 0;
  }

  /** Of several maxima that are too low, the smallest output counts. */
  private static StageException worse(StageException first, StageException second) {
    boolean smaller =
        second instanceof CannotFitException other
            && !(first instanceof CannotFitException one
                && one.smallestBytes() <= other.smallestBytes());
    return smaller ? second : first;
  }

  private List<Attempt> candidates(Attempt attempt) {
    List<Attempt> candidates = new ArrayList<>(List.of(attempt));
    for (StrategyId id : attempt.rivals()) {
      switch (strategies.find(id).orElse(null)) {
        case ImageStrategy image -> candidates.add(attempt.with(id, image.type()));
        case VideoStrategy video -> candidates.add(rival(attempt, video));
        case AudioStrategy sound -> candidates.add(attempt.with(id, sound.type()));
        case null, default -> {}
      }
    }
    return candidates;
  }

  /** The first format keeps the transparency of an animation; one that cannot makes it white. */
  private static Attempt rival(Attempt attempt, VideoStrategy video) {
    Attempt rival = attempt.with(video.id(), video.type());
    return video.keepsAlpha() ? rival : rival.expecting(rival.expectation().opaque());
  }

  /** Makes one candidate. */
  @FunctionalInterface
  interface Make {
    Encoding encode(EncodeTask task) throws IOException, InterruptedException;
  }

  /**
   * A candidate that was made.
   *
   * @param loss what it lost to fit into its maximum of bytes
   */
  private record Candidate(Encoding encoding, double loss, long bytes) {
    /**
     * With a target for the quality, the smallest that reaches it wins, or else the best. Without
     * one, the one that lost least wins; of those that lost nothing, the smallest; and of those
     * that lost alike, and so fill the maximum alike, the one that comes first.
     */
    boolean beats(Candidate other) {
      if (encoding.reached() != other.encoding.reached()) {
        return encoding.reached();
      }
      int better = Double.compare(encoding.score(), other.encoding.score());
      if (!encoding.reached() && better != 0) {
        return better > 0;
      }
      boolean lost = loss > 0 || other.loss > 0;
      if (encoding.reached() || !lost) {
        return bytes < other.bytes;
      }
      return other.loss > 0 && (loss == 0 || loss < other.loss - ALIKE);
    }
  }
}
