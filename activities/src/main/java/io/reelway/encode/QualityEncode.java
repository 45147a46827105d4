package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.StageException;
import io.reelway.failure.TimeLimit;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.plan.Attempt;
import io.reelway.plan.QualityTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes until the output has the quality that its attempt expects. Samples give the first
 * setting. Further encodes follow only if the whole misses the target. A target that cannot be
 * reached is no failure: the best output stays. Decision 0115 says how the settings are chosen.
 */
final class QualityEncode {
  private static final Logger LOG = LoggerFactory.getLogger(QualityEncode.class);

  private static final String NOT_MEASURED =
      "The quality of the output could not be measured, so it was not compared with its target.";

  /** Percent of the progress that the samples take. */
  private static final double SAMPLED = 15;

  /** The share of the encode in the progress of one output; the measurement takes the rest. */
  private static final double ENCODED = 0.85;

  private final Attempt planned;
  private final QualityTarget target;
  private final QualitySetting setting;
  private final Path output;
  private final Work work;
  private final @Nullable Long maxBytes;
  private final BooleanSupplier late;

  /**
   * @param planned the planned attempt, which expects that quality
   * @param maxBytes the maximum of bytes, which is more important; {@code null} without one
   * @param late whether the time of all encodes is up: then the best output so far stays
   */
  QualityEncode(
      Attempt planned,
      QualityTarget target,
      QualitySetting setting,
      @Nullable Long maxBytes,
      Path output,
      Work work,
      BooleanSupplier late) {
    this.planned = planned;
    this.target = target;
    this.setting = setting;
    this.maxBytes = maxBytes;
    this.output = output;
    this.work = work;
    this.late = late;
  }

  /**
   * Encodes up to {@link QualitySetting#most()} times. If a measurement or another encode fails, or
   * the time is up, the best output so far stays.
   */
  Encoding encode(Consumer<Progress> progress) throws IOException, InterruptedException {
    QualityCurve samples = new QualityCurve(target.metric(), setting);
    work.sample(samples, report -> progress.accept(report.within(0, SAMPLED)));
    double value = samples.valueOf(target.aim());
    Attempt asked = setting.with(planned, value);
    double half = (100 + SAMPLED) / 2;
    Encoding first = work.first(asked, part(progress, SAMPLED, half, 0));
    OptionalDouble score = score(first, part(progress, SAMPLED, half, 1));
    if (score.isEmpty()) {
      return first.warning(NOT_MEASURED);
    }
    Made made = made(first, value, score.getAsDouble());
    // A maximum of bytes has changed the settings; then it decides, and not the target.
    boolean fitted =
        !first.attempt().settings().equals(asked.settings())
            || !first.attempt().picture().equals(asked.picture());
    Made best = fitted ? made : corrected(made, samples, half, progress);
    return best.encoding().scored(target.score(best.score()));
  }

  private Made corrected(Made first, QualityCurve samples, double done, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Path kept = output.resolveSibling(output.getFileName() + "-best");
    Files.move(output, kept, StandardCopyOption.REPLACE_EXISTING);
    QualityCurve curve = samples;
    Map<Double, Boolean> tried = new HashMap<>();
    Made best = first;
    Made last = first;
    double from = done;
    for (int count = 2; count <= setting.most() && !isEnough(last); count++) {
      curve = curve.through(last.value(), last.score());
      tried.put(last.value(), target.reachedBy(last.score()));
      double value = curve.valueOf(target.aim());
      if (Boolean.FALSE.equals(tried.get(value))) {
        value = setting.better(value);
      }
      if (tried.containsKey(value)) {
        break;
      }
      double to = (100 + from) / 2;
      Attempt next = setting.with(planned, value);
      Consumer<Progress> encoding = part(progress, from, to, 0);
      Optional<Encoding> again = unlessLate(() -> work.again(next, encoding));
      if (again.isEmpty()) {
        break;
      }
      OptionalDouble score = score(again.get(), part(progress, from, to, 1));
      if (score.isEmpty() || (maxBytes != null && Files.size(output) > maxBytes)) {
        break;
      }
      last = made(again.get(), value, score.getAsDouble());
      if (last.isBetterThan(best, target)) {
        Files.move(output, kept, StandardCopyOption.REPLACE_EXISTING);
        best = last;
      }
      from = to;
    }
    Files.move(kept, output, StandardCopyOption.REPLACE_EXISTING);
    return best;
  }

  private OptionalDouble score(Encoding made, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    return unlessLate(() -> work.score(made, progress)).orElseGet(OptionalDouble::empty);
  }

  /** Does what an output that exists can do without; empty if that fails or the time is up. */
  private <T> Optional<T> unlessLate(TimeLimit.Work<T> step)
      throws IOException, InterruptedException {
    try {
      return Optional.of(step.run());
    } catch (StageException failed) {
      if (failed.code() != ErrorCode.ENCODE_FAILED) {
        throw failed;
      }
      LOG.info("The search for a quality ends, reason={}", failed.getMessage());
    } catch (IOException | InterruptedException stopped) {
      if (!late.getAsBoolean()) {
        throw stopped;
      }
      LOG.info("The time for a search for a quality is up");
    }
    return Optional.empty();
  }

  private boolean isEnough(Made made) {
    return target.hitBy(made.score()) || made.score() >= target.metric().perfect();
  }

  private Made made(Encoding encoding, double value, double score) throws IOException {
    long bytes = Files.size(output);
    LOG.debug(
        "Encoded for a quality, setting={}, score={}, target={}, bytes={}",
        value,
        score,
        target,
        bytes);
    return new Made(encoding, value, score, bytes);
  }

  /** The progress of an encode (0) or of its measurement (1), within the progress of the whole. */
  private static Consumer<Progress> part(
      Consumer<Progress> progress, double from, double to, int part) {
    double middle = from + ENCODED * (to - from);
    return part == 0
        ? report -> progress.accept(report.within(from, middle))
        : report -> progress.accept(report.within(middle, to));
  }

  /** What is done with attempts that differ in their setting. */
  interface Work {
    /** Adds what samples say to a curve; does nothing if there are none. */
    void sample(QualityCurve curve, Consumer<Progress> progress)
        throws IOException, InterruptedException;

    /** Makes the output, within its maximum of bytes. */
    Encoding first(Attempt attempt, Consumer<Progress> progress)
        throws IOException, InterruptedException;

    /** Makes the output once more, whatever its size. */
    Encoding again(Attempt attempt, Consumer<Progress> progress)
        throws IOException, InterruptedException;

    /** Measures the output; empty if that is not possible. */
    OptionalDouble score(Encoding encoding, Consumer<Progress> progress)
        throws IOException, InterruptedException;
  }

  /**
   * An output.
   *
   * @param value the setting
   * @param bytes its size
   */
  private record Made(Encoding encoding, double value, double score, long bytes) {
    /** The smaller one of two that reach the target; otherwise the one with the higher score. */
    boolean isBetterThan(Made other, QualityTarget target) {
      boolean reached = target.reachedBy(score);
      if (reached != target.reachedBy(other.score)) {
        return reached;
      }
      return reached ? bytes < other.bytes : score > other.score;
    }
  }
}
