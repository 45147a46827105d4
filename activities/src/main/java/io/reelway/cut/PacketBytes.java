package io.reelway.cut;

import io.reelway.plan.ByteSpan;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the packets of a picture are in its file. Packets have the order of the file, which is that
 * of decoding.
 */
public final class PacketBytes {
  /** Places that nobody knows. */
  static final PacketBytes UNKNOWN = new Builder().build(0, 1);

  /** How far ffmpeg reads beyond the end: seconds, and packets. It was seen to read 20 packets. */
  private static final double AHEAD_SECONDS = 2;

  private static final int AHEAD_PACKETS = 64;

  /**
   * The maximum number of packets whose places are kept: 24 bytes of memory for each, and a packet
   * may be a single byte. A film of four hours has fewer.
   */
  private static final int MOST_PACKETS = 1_000_000;

  /** Times are rounded. */
  private static final double ROUNDING = 0.0001;

  private final double[] times;
  private final long[] from;
  private final long[] to;
  private final BitSet keys;

  private PacketBytes(double[] times, long[] from, long[] to, BitSet keys) {
    this.times = times;
    this.from = from;
    this.to = to;
    this.keys = keys;
  }

  /**
   * The bytes that a decoder reads to show the frames of a part.
   *
   * @param key latest time of the key frame with which reading begins, in seconds after the origin;
   *     {@code null} for the first packet
   * @param end seconds after the origin
   * @return {@code null} if the places of packets are unknown
   */
  @Nullable ByteSpan span(@Nullable Double key, double end) {
    if (times.length == 0) {
      return null;
    }
    int first = key == null ? 0 : lastKey(key + ROUNDING);
    int last = first;
    for (int i = first; i < times.length; i++) {
      if (times[i] < end + AHEAD_SECONDS) {
        last = i;
      }
    }
    long low = Long.MAX_VALUE;
    long high = 0;
    for (int i = first; i <= Math.min(times.length - 1, last + AHEAD_PACKETS); i++) {
      low = Math.min(low, from[i]);
      high = Math.max(high, to[i]);
    }
    return new ByteSpan(low, high);
  }

  /** The last key frame at or before a time; the first packet if there is none. */
  private int lastKey(double time) {
    int last = 0;
    for (int key = keys.nextSetBit(0); key >= 0; key = keys.nextSetBit(key + 1)) {
      if (times[key] <= time) {
        last = key;
      }
    }
    return last;
  }

  /** Collects packets in the order of the file. */
  static final class Builder {
    private long[] ticks = new long[1024];
    private long[] from = new long[1024];
    private long[] to = new long[1024];
    private final BitSet keys = new BitSet();
    private int count;
    private boolean known = true;

    /** Adds a packet; the numbers as ffprobe prints them. */
    void add(String time, boolean key, String position, String size) {
      boolean placed =
          !(time.equals("N/A") || position.equals("N/A") || size.equals("N/A") || size.equals("0"));
      known &= placed && count < MOST_PACKETS;
      if (!known) {
        return;
      }
      if (count == ticks.length) {
        ticks = Arrays.copyOf(ticks, 2 * count);
        from = Arrays.copyOf(from, 2 * count);
        to = Arrays.copyOf(to, 2 * count);
      }
      ticks[count] = Long.parseLong(time);
      from[count] = Long.parseLong(position);
      to[count] = from[count] + Long.parseLong(size);
      keys.set(count, key);
      count++;
    }

    /**
     * The packets.
     *
     * @param origin the time that counts as 0, in ticks
     * @param second seconds of a tick
     */
    PacketBytes build(long origin, double second) {
      int kept = known ? count : 0;
      return new PacketBytes(
          Arrays.stream(ticks, 0, kept).mapToDouble(time -> (time - origin) * second).toArray(),
          Arrays.copyOf(from, kept),
          Arrays.copyOf(to, kept),
          keys);
    }
  }
}
