package io.reelway.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.reelway.failure.StageException;
import io.reelway.image.PictureHeaders;
import io.reelway.image.cmyk.CmykImage;
import io.reelway.image.cmyk.CmykLayout;
import io.reelway.image.colour.ColourTable;
import io.reelway.image.colour.Colours;
import io.reelway.image.format.AnimatedPng;
import io.reelway.image.format.AnimatedWebp;
import io.reelway.image.repair.RepairedImage;
import io.reelway.image.strip.OriginalImage;
import io.reelway.source.Container;
import io.reelway.source.ContainerDetector;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs mutated corpus files, and files with one part repeated thousands of times, through all code
 * that reads their bytes within the JVM. Each read is bounded in work and in memory. Longer runs
 * and single cases work as in {@link FuzzTest}.
 */
class HeaderFuzzTest {
  /** CPU time, which other programs on the machine do not affect. */
  private static final Duration MOST_WORK = Duration.ofSeconds(2);

  private static final long MOST_MEMORY = 256L << 20;

  @TempDir Path folder;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private long longest;
  private long largest;

  @Test
  void boundsEveryReadingInWorkAndMemory() throws Exception {
    List<byte[]> seeds = FuzzTest.seeds();
    long seed = Long.getLong("reelway.fuzz.seed", 1);
    long end = System.nanoTime() + FuzzTest.length().toNanos();
    Path file = folder.resolve("mutant");
    for (; System.nanoTime() < end; seed++) {
      Files.write(file, mutant(seeds, new Random(seed)));
      for (Reading reading : readings(file)) {
        bounded("seed " + seed, reading);
      }
    }
    System.out.printf(
        "Read headers up to seed %d: at most %d ms and %d MiB%n",
        seed, longest / 1_000_000, largest >> 20);
  }

  /** Reads a file as one of the stages does. */
  private interface Reading {
    void read() throws IOException;
  }

  private List<Reading> readings(Path file) throws IOException {
    Path target = folder.resolve("target");
    List<Reading> readings = new ArrayList<>();
    readings.add(() -> ContainerDetector.detect(file));
    readings.add(() -> CmykImage.of(CmykLayout.PLAIN, colours(file)).hideColourSpace(file, target));
    readings.add(() -> CmykImage.of(CmykLayout.TIFF, colours(file)).hideColourSpace(file, target));
    readings.add(() -> AnimatedWebp.read(file));
    readings.add(() -> PictureHeaders.isJpegWithoutPixels(file));
    Container container = detected(file);
    readings.add(() -> PictureHeaders.read(file, container));
    readings.add(() -> ColourTable.of(colours(file)));
    readings.add(() -> OriginalImage.strip(file, container, target));
    readings.add(() -> RepairedImage.of(file, container, target));
    readings.add(() -> AnimatedPng.isNeeded(file));
    return readings;
  }

  private void bounded(String name, Reading reading) throws IOException {
    long time = threads.getCurrentThreadCpuTime();
    long memory = threads.getCurrentThreadAllocatedBytes();
    try {
      reading.read();
    } catch (EOFException | StageException refused) {
      // A refusal within the bounds is a pass.
    } catch (RuntimeException | Error broken) {
      throw new AssertionError(name, broken);
    }
    time = threads.getCurrentThreadCpuTime() - time;
    memory = threads.getCurrentThreadAllocatedBytes() - memory;
    assertThat(time).as(name).isLessThan(MOST_WORK.toNanos());
    assertThat(memory).as(name).isLessThan(MOST_MEMORY);
    longest = Math.max(longest, time);
    largest = Math.max(largest, memory);
  }

  private static Colours colours(Path file) throws IOException {
    return PictureHeaders.read(file, detected(file)).colours();
  }

  /**
   * Detects the container. An unknown file is read as the container with the most kinds of parts.
   */
  private static Container detected(Path file) throws IOException {
    try {
      return ContainerDetector.detect(file);
    } catch (StageException none) {
      return Container.HEIF;
    }
  }

  private static byte[] mutant(List<byte[]> seeds, Random random) {
    byte[] one = seeds.get(random.nextInt(seeds.size()));
    byte[] other = seeds.get(random.nextInt(seeds.size()));
    Mutation mutation = new Mutation(random);
    byte[] mutant = mutation.of(one, other);
    return random.nextInt(4) == 0 ? mutation.multiply(mutant) : mutant;
  }
}
