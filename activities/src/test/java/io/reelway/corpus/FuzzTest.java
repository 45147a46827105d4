package io.reelway.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.corpus.Corpus.Item;
import io.reelway.corpus.Pipeline.Outcome;
import io.reelway.job.ErrorCode;
import io.reelway.scratch.Scratch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs mutated files of the corpus through every stage that touches their bytes. By default it runs
 * for a few seconds; {@code ./mvnw verify -pl activities -am -Dtest=FuzzTest
 * -Dreelway.fuzz.minutes=30 -Dsurefire.failIfNoSpecifiedTests=false} runs longer. One seed defines
 * each case: {@code -Dreelway.fuzz.seed=N} starts with seed N.
 */
class FuzzTest {
  private static final Duration DEFAULT = Duration.ofSeconds(10);

  /** The size limit of a seed file, in bytes. Larger files only make the test slower. */
  private static final int LARGEST = 128 << 10;

  /** Codes that blame the file, and the code of an encoder that gave up on subtle damage. */
  private static final List<ErrorCode> KNOWN =
      List.of(
          ErrorCode.UNSUPPORTED_TYPE,
          ErrorCode.PROBE_FAILED,
          ErrorCode.INVALID_INPUT,
          ErrorCode.ENCODE_FAILED,
          ErrorCode.ENCODE_TIMEOUT);

  @TempDir Path folder;

  @Test
  void endsEveryFileWithAnOutputOrAKnownCode() throws Exception {
    List<byte[]> seeds = seeds();
    long seed = Long.getLong("reelway.fuzz.seed", 1);
    long end = System.nanoTime() + length().toNanos();
    Map<ErrorCode, Integer> refused = new EnumMap<>(ErrorCode.class);
    int[] done = new int[1];
    try (Scratch scratch = Scratch.open(folder.resolve("scratch"), "fuzz")) {
      Pipeline pipeline = new Pipeline(Tools.ffmpeg(), Tools.PROBE_LIMITS, scratch);
      for (; System.nanoTime() < end; seed++) {
        Path file = Files.write(folder.resolve("mutant"), mutant(seeds, seed));
        String name = "seed " + seed;
        pipeline.run(
            file,
            "mobile",
            outcome -> {
              switch (outcome) {
                case Outcome.Done ok -> done[0]++;
                case Outcome.Refused no -> {
                  assertThat(no.code()).as(name).isIn(KNOWN);
                  assertThat(no.message()).as(name).matches("[A-Z][^/\\\\<>]*\\.");
                  refused.merge(no.code(), 1, Integer::sum);
                }
              }
            });
      }
    }
    System.out.printf("Fuzzed up to seed %d: %d done, refused %s%n", seed, done[0], refused);
    assertThat(done[0] + refused.size()).isPositive();
  }

  private static byte[] mutant(List<byte[]> seeds, long seed) {
    Random random = new Random(seed);
    byte[] one = seeds.get(random.nextInt(seeds.size()));
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    return new Mutation(random).of(one, other);
  }

  /** The corpus files to mutate. */
  static List<byte[]> seeds() throws IOException {
    List<byte[]> seeds = new java.util.ArrayList<>();
    for (Item item : Corpus.all()) {
      if (Files.size(item.path()) <= LARGEST) {
        seeds.add(Files.readAllBytes(item.path()));
      }
    }
    return seeds;
  }

  /** The time to run. */
  static Duration length() {
    Long minutes = Long.getLong("reelway.fuzz.minutes");
    return minutes == null ? DEFAULT : Duration.ofMinutes(minutes);
  }
}
