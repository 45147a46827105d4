package io.reelway.encode;

import io.reelway.encode.Encoder.Encoding;
import io.reelway.failure.CannotFitException;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import io.reelway.job.Progress;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Encodes until the output fits into the maximum of bytes that its attempt expects. The first
 * encode has the planned settings, and mostly it fits. Decision 0112 says how the next settings are
 * chosen.
 */
final class SizedEncode {
  private static final Logger LOG = LoggerFactory.getLogger(SizedEncode.class);

  private final long maxBytes;
  private final Path output;
  private final SizeSearch search;
  private final Work work;
  private long smallest = Long.MAX_VALUE;
  private @Nullable Encoding best;

  /**
   * @param attempt the planned attempt, which expects a maximum of bytes
   * @param hasQuality whether a lower quality makes an output smaller
   */
  SizedEncode(
      Probe probe, Attempt attempt, long maxBytes, boolean hasQuality, Path output, Work work) {
    this.maxBytes = maxBytes;
    this.output = output;
    this.search = SizeSearch.of(probe, attempt, maxBytes, hasQuality);
    this.work = work;
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
      }
      if (result.encoding() != null || search.most() == count) {
        smallest = Math.min(smallest, result.bytes());
      }
      LOG.debug(
          "Encoded for a size, count={}, bytes={}, maxBytes={}, settings={}",
          count,
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
    Files.move(fitting, output, StandardCopyOption.REPLACE_EXISTING);
    return best;
  }

  /** Keeps an output that fits. The search tries a larger one only afterwards. */
  private void keep(Encoding made, Path fitting) throws IOException {
    if (best == null || Files.size(output) > Files.size(fitting)) {
      Files.move(output, fitting, StandardCopyOption.REPLACE_EXISTING);
      best = made;
    }
  }

  private Result once(Attempt attempt, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    try {
      Encoding made =
          work.encode(
              attempt,
              report -> {
                if (search.stopsEarly() && output.toFile().length() > maxBytes) {
                  throw new TooLargeException();
                }
                progress.accept(report);
              });
      return new Result(made, Files.size(output));
    } catch (TooLargeException tooLarge) {
      return new Result(null, Files.size(output));
    }
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
   * @param bytes what was written
   */
  private record Result(@Nullable Encoding encoding, long bytes) {}

  /** Ends an encode whose output is too large already. */
  private static final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
