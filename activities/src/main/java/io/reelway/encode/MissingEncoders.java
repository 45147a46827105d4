package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.job.ErrorCode;
import io.reelway.plan.Attempt;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.Strategy;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The encoders that an operator's own ffmpeg lacks. See decision 0107. */
public final class MissingEncoders {
  private static final Logger LOG = LoggerFactory.getLogger(MissingEncoders.class);

  private MissingEncoders() {}

  /** Warns about each strategy that this ffmpeg cannot carry out. */
  public static void warn(Ffmpeg ffmpeg, Strategies strategies) {
    for (Strategy strategy : strategies.all()) {
      Set<String> missing = ffmpeg.missing(strategy.encoders());
      if (!missing.isEmpty()) {
        LOG.warn(
            "This ffmpeg cannot carry out a strategy, strategy={}, missingEncoders={}",
            strategy.id(),
            String.join(",", missing));
      }
    }
  }

  /**
   * Refuses an attempt that this ffmpeg cannot carry out.
   *
   * @throws StageException with {@code ENCODE_FAILED} and the names of the encoders
   */
  static void refuse(Ffmpeg ffmpeg, Strategy strategy, Attempt attempt) {
    Set<String> missing = ffmpeg.missing(strategy.encoders(attempt));
    if (!missing.isEmpty()) {
      throw new StageException(
          ErrorCode.ENCODE_FAILED,
          "The ffmpeg of this server lacks %s, which %s needs."
              .formatted(String.join(" and ", missing), strategy.id()));
    }
  }
}
