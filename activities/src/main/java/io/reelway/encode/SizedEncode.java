package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.CannotFitException;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.plan.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes until the output fits into the maximum of bytes that its attempt expects. A search
 * chooses the settings of each encode; decision 0112 says how.
 */
final class SizedEncode {
  private static final Logger LOG = LoggerFactory.getLogger(SizedEncode.class);

  /** An output that is expected to be so many times too large does not need its end. */
  private static final double CLEARLY_TOO_LARGE = 1.5;

  private final long maxBytes;
  private final Path output;
  private final SizeSearch search;
  private final Work work;
  private final BooleanSupplier late;
  private long smallest = Long.MAX_VALUE;
  private @Nullable Encoding best;

  /**
   * @param late whether the time of all encodes is up: then an output that fits stays as it is
   */
  SizedEncode(long maxBytes, SizeSearch search, Path output, Work work, BooleanSupplier late) {
    this.maxBytes = maxBytes;
    this.output = output;
    this.search = search;
    this.work = work;
    this.late = late;
  }

  /**
   * Encodes up to {@link SizeSearch#most()} times.
   *
   * @throws CannotFitException when no output is small enough
   */
  Encoding encode(Consumer<Progress> progress) throws IOException, InterruptedException {
    Path fitting = output.resolveSibling("fitting");
    long last = 0;
    Optional<Attempt> next = Optional.of(search.planned());
    for (int count = 1; next.isPresent() && count <= search.most(); count++) {
      Attempt attempt = next.get();
      // Most outputs fit at once, and no progress may fall. So each encode gets half of what is
      // left.
      double done = 100 - 100 / Math.pow(2, count - 1);
      Result result;
      try {
        result = once(attempt, report -> progress.accept(report.within(done, (100 + done) / 2)));
      } catch (StageException failed) {
        if (count == 1 || failed.code() != ErrorCode.ENCODE_FAILED) {
          throw failed;
        }
        // The source can be encoded, but its encoder refuses settings this low.
        break;
      } catch (IOException | InterruptedException stopped) {
        if (best == null || !late.getAsBoolean()) {
          throw stopped;
        }
        LOG.info("The time for encodes is up, count={}, maxBytes={}", count, maxBytes);
        break;
      }
      if (result.encoding() != null || search.most() == count) {
        smallest = Math.min(smallest, result.bytes());
      }
      LOG.debug(
          "Encoded for a size, count={}, share={}, bytes={}, maxBytes={}, settings={}",
          count,
          result.share(),
          result.bytes(),
          maxBytes,
          attempt.settings());
      Encoding made = result.encoding();
      last = result.bytes();
      if (made != null && result.bytes() <= maxBytes) {
        keep(made, fitting);
      }
      next = search.next(attempt, result.bytes(), made != null);
    }
    if (best == null) {
      throw new CannotFitException(maxBytes, smallest == Long.MAX_VALUE ? last : smallest);
    }
    return best.moved(fitting, output);
  }

  /**
   * Keeps an output that fits, and what it is compared with. The search tries a larger one only
   * afterwards.
   */
  private void keep(Encoding made, Path fitting) throws IOException {
    if (best == null || Files.size(output) > Files.size(fitting)) {
      best = made.moved(output, fitting);
    }
  }

  private Result once(Attempt attempt, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    double[] share = {0};
    try {
      Encoding made =
          work.encode(
              attempt,
              report -> {
                share[0] = report.percent() / 100;
                if (search.stopsEarly() && isTooLarge(output.toFile().length(), share[0])) {
                  throw new TooLargeException();
                }
                progress.accept(report);
              });
      return new Result(made, Files.size(output), 1);
    } catch (TooLargeException tooLarge) {
      double written = Files.size(output);
      return new Result(null, (long) (share[0] > 0 ? written / share[0] : written), share[0]);
    }
  }

  /** Whether an output is too large already, or clearly will be. */
  private boolean isTooLarge(long written, double share) {
    return written > maxBytes
        || (search.foresees(share) && written / share > CLEARLY_TOO_LARGE * maxBytes);
  }

  /** One encode, of a derived attempt. */
  @FunctionalInterface
  interface Work {
    Encoding encode(Attempt attempt, Consumer<Progress> progress)
        throws IOException, InterruptedException;
  }

  /**
   * An encode.
   *
   * @param encoding {@code null} if it was stopped early
   * @param bytes its size, or the size that was expected when it was stopped
   * @param share how much of it was encoded, 0 to 1
   */
  private record Result(@Nullable Encoding encoding, long bytes, double share) {}

  /** Ends an encode whose output is too large already. */
  private static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
