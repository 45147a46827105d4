package io.reelway.cut;

import com.google.common.math.LongMath;
import io.reelway.media.Rational;
import io.reelway.store.Sha256;
import io.reelway.strategy.FrameRateCap;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The presentation times of frames: ascending, distinct, and exact. Immutable.
 *
 * <p>Two timelines are compared by their digests, which depend only on the distances between frames
 * in microseconds. So the digests of a source in one time base and of its output in another are
 * equal.
 */
public final class Timeline {
  private static final Rational MICROSECONDS = new Rational(1, 1_000_000);
  private static final Rational MILLISECONDS = new Rational(1, 1000);
  private static final int DIGEST_BYTES = 16;

  private final long[] ticks;
  private final Rational base;
  private final boolean repeated;

  private Timeline(long[] ticks, Rational base, boolean repeated) {
    this.ticks = ticks;
    this.base = base;
    this.repeated = repeated;
  }

  /**
   * Creates a timeline.
   *
   * @param ticks times in any order; equal ones count as one
   * @param base seconds of a tick
   */
  public static Timeline of(long[] ticks, Rational base) {
    long[] distinct = Arrays.stream(ticks).sorted().distinct().toArray();
    return new Timeline(distinct, base, distinct.length < ticks.length);
  }

  /** Whether frames had equal times. */
  public boolean isRepeated() {
    return repeated;
  }

  /** The number of frames. */
  public int size() {
    return ticks.length;
  }

  /** The time of a frame in seconds. */
  public double seconds(int frame) {
    return ticks[frame] * base.value();
  }

  /** The timeline without the frames that a limit of the frame rate drops. */
  public Timeline capped(FrameRateCap cap) {
    long[] kept = new long[ticks.length];
    int count = 0;
    for (int i = 0; i < ticks.length; i++) {
      if (count == 0 || cap.keeps(seconds(i), kept[count - 1] * base.value())) {
        kept[count++] = ticks[i];
      }
    }
    return new Timeline(Arrays.copyOf(kept, count), base, false);
  }

  /** The timeline as a container stores it that rounds to milliseconds. */
  public Timeline inMilliseconds() {
    long[] rounded = new long[ticks.length];
    for (int i = 0; i < ticks.length; i++) {
      rounded[i] = scaled(ticks[i], base, MILLISECONDS);
    }
    return new Timeline(rounded, MILLISECONDS, false);
  }

  /** The digest of all frames. */
  public String digest() {
    return digest(0, ticks.length);
  }

  /**
   * The digest of some frames, relative to the first of them.
   *
   * @param from the first frame
   * @param to the frame after the last one
   */
  public String digest(int from, int to) {
    MessageDigest digest = Sha256.start();
    ByteBuffer number = ByteBuffer.allocate(Long.BYTES);
    for (int i = from; i < to; i++) {
      digest.update(number.putLong(0, scaled(ticks[i] - ticks[from], base, MICROSECONDS)).array());
    }
    return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
  }

  /** Converts ticks, and rounds half away from zero, as ffmpeg does. */
  static long scaled(long ticks, Rational from, Rational to) {
    long common = LongMath.gcd(from.denominator(), to.denominator());
    long numerator = from.numerator() * (to.denominator() / common);
    long denominator = from.denominator() / common * to.numerator();
    long half = Math.multiplyExact(Math.abs(ticks), numerator) * 2 + denominator;
    return Long.signum(ticks) * (half / (2 * denominator));
  }
}
