package io.reelway.api.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Causes every kind of failure at random moments with jobs in flight. By default each kind occurs
 * once; {@code -Dreelway.failures.kills=100} continues until that many processes were killed, and
 * writes the results to {@code docs/reliability.md}.
 */
class FailureSuiteTest {
  private static final int KILLS = Integer.getInteger("reelway.failures.kills", 0);
  private static final long SEED = Long.getLong("reelway.failures.seed", System.nanoTime());
  private static final int JOBS_PER_ROUND = 8;

  /** Short clips are divided, too, so that failures strike in the middle of parts and of joins. */
  private static final String[] DIVIDED = {
    "reelway.segments.length=2s", "reelway.segments.minimum=3s"
  };

  /** The number of failures in a round: half of the kinds, so two rounds cover all of them. */
  private static final Set<Failure> FIRST =
      EnumSet.of(
          Failure.WORKER_KILLED,
          Failure.STORE_KILLED,
          Failure.DATABASE_KILLED,
          Failure.DATABASE_FILLED,
          Failure.LINE_CUT,
          Failure.SCRATCH_FILLED);

  /** The folder of the installation. It is kept for its logs when the test fails. */
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path work;

  @Test
  void everyAcceptedJobEndsCorrectlyOnceAndLeavesNothing() throws Exception {
    System.out.println("Failures are drawn with -Dreelway.failures.seed=" + SEED);
    Random random = new Random(SEED);
    Tally tally = new Tally(SEED);
    Instant start = Instant.now();
    try (Installation all = Installation.start(work, DIVIDED)) {
      Customers customers = new Customers(all.api());
      Inspection inspection = new Inspection(all);
      for (List<Failure> failures = next(random, tally);
          !failures.isEmpty();
          failures = next(random, tally)) {
        round(all, customers, inspection, failures, random, tally);
        System.out.println("Round " + tally.rounds() + ": " + failures + " " + tally.faults());
        assertThat(tally.faults()).isEmpty();
      }
      tally.refused(customers.refused());
    }
    tally.lasted(Duration.between(start, Instant.now()));
    if (KILLS > 0) {
      tally.write(Path.of(System.getProperty("reelway.root"), "docs", "reliability.md"));
    }
  }

  /** The failures of the next round: two rounds cover all kinds; further rounds draw at random. */
  private static List<Failure> next(Random random, Tally tally) {
    boolean again = tally.rounds() < 2 || tally.kills() < KILLS;
    if (!again) {
      return List.of();
    }
    List<Failure> kinds = new ArrayList<>(List.of(Failure.values()));
    if (tally.rounds() < 2) {
      kinds.removeIf(kind -> tally.rounds() == 0 ? !FIRST.contains(kind) : FIRST.contains(kind));
      Collections.shuffle(kinds, random);
      return kinds;
    }
    Collections.shuffle(kinds, random);
    List<Failure> drawn = new ArrayList<>(kinds.stream().filter(Failure::isKill).limit(2).toList());
    kinds.stream().filter(kind -> !kind.isKill()).limit(1).forEach(drawn::add);
    Collections.shuffle(drawn, random);
    return drawn;
  }

  private static void round(
      Installation all,
      Customers customers,
      Inspection inspection,
      List<Failure> failures,
      Random random,
      Tally tally)
      throws Exception {
    Random orders = new Random(random.nextLong());
    List<Order> accepted;
    Instant repaired;
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<List<Order>> submitting = beside.submit(() -> customers.order(JOBS_PER_ROUND, orders));
      for (Failure failure : failures) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(2000));
        tally.struck(failure, failure.strike(all, random));
      }
      repaired = Instant.now();
      accepted = submitting.get();
    }
    for (Order order : accepted) {
      JsonNode end = customers.await(order);
      tally.ended(order, inspection.faults(order, end));
    }
    tally.settled(Duration.between(repaired, Instant.now()));
    tally.left(inspection.leftovers());
  }
}
