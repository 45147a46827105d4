package io.reelway.corpus;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damages a file in ways that break parsers: single bits, lengths, the end of the file. */
final class Mutation {
  /** Values that turn a length, a count or a size into an overflow. */
  private static final int[] EXTREMES = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x7fff, 0xffff, 0x10000, 0x00ffffff
  };

  /** Most mutations hit the header, because parsers take their decisions there. */
  private static final int HEADER = 1024;

  private final RandomGenerator random;

  Mutation(RandomGenerator random) {
    this.random = random;
  }

  byte[] of(byte[] whole, byte[] other) {
    byte[] bytes = whole.clone();
    for (int times = random.nextInt(1, 6); times > 0; times--) {
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> flipBit(bytes);
            case 1 -> writeExtreme(bytes);
            case 2 -> writeNoise(bytes);
            case 3 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            case 4 -> repeatPart(bytes);
            default -> splice(bytes, other);
          };
    }
    return bytes;
  }

  private int place(byte[] bytes) {
    int bound = random.nextBoolean() ? Math.min(HEADER, bytes.length) : bytes.length;
    return random.nextInt(Math.max(1, bound));
  }

  private byte[] flipBit(byte[] bytes) {
    if (bytes.length > 0) {
      bytes[place(bytes)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private byte[] writeExtreme(byte[] bytes) {
    int value = EXTREMES[random.nextInt(EXTREMES.length)];
    int at = place(bytes);
    for (int i = 0; i < 4 && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >>> (24 - 8 * i));
    }
    return bytes;
  }

  private byte[] writeNoise(byte[] bytes) {
    int at = place(bytes);
    for (int i = 0; i < 16 && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) random.nextInt();
    }
    return bytes;
  }

  private byte[] repeatPart(byte[] bytes) {
    int from = place(bytes);
    int to = Math.min(bytes.length, from + random.nextInt(4096));
    byte[] longer = Arrays.copyOf(bytes, bytes.length + to - from);
    System.arraycopy(bytes, from, longer, to, bytes.length - from);
    return longer;
  }

  /** Repeats one entry to make a list of tens of thousands. */
  byte[] multiply(byte[] bytes) {
    int from = place(bytes);
    byte[] part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length()));
    int times = random.nextInt(60_000);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + times * part.length);
    for (int i = 0; i < times; i++) {
      System.arraycopy(part, 0, longer, from + i * part.length, part.length);
    }
    System.arraycopy(bytes, from, longer, from + times * part.length, bytes.length - from);
    return longer;
  }

  /** The length of a chunk, a box or a block without content. */
  private int length() {
    return random.nextInt(1, 64);
  }

  private byte[] splice(byte[] bytes, byte[] other) {
    int head = place(bytes);
    int tail = place(other);
    byte[] joined = Arrays.copyOf(bytes, head + other.length - tail);
    System.arraycopy(other, tail, joined, head, other.length - tail);
    return joined;
  }
}
