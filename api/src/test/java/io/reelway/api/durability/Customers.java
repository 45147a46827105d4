package io.reelway.api.durability;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Clients that submit jobs and poll them until they end. */
final class Customers {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Member api;
  private int refused;

  Customers(Member api) {
    this.api = api;
  }

  /** Submits a number of jobs in sequence and ignores failures of the installation. */
  List<Order> order(int jobs, RandomGenerator random) throws InterruptedException {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      Sample sample = Sample.ALL.get(random.nextInt(Sample.ALL.size()));
      orders.add(new Order(submit(sample), sample));
      TimeUnit.MILLISECONDS.sleep(random.nextInt(400));
    }
    return orders;
  }

  private String submit(Sample sample) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return api.process().submit(sample.file(), sample.preset());
      } catch (IOException refusedOrCutOff) {
        refused++;
        if (Instant.now().isAfter(end)) {
          throw new AssertionError("Nobody takes " + sample.name(), refusedOrCutOff);
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
  }

  /** Polls until the job has ended. */
  JsonNode await(Order order) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    String last = "";
    while (Instant.now().isBefore(end)) {
      try {
        JsonNode job = api.process().poll(order.jobId());
        if (List.of("done", "failed").contains(job.path("status").asString(""))) {
          return job;
        }
        last = job.toString();
      } catch (IOException down) {
        last = down.toString();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new AssertionError("Lost: " + order + ", last heard: " + last);
  }

  /** The number of submits that got another answer than a job, or none. */
  int refused() {
    return refused;
  }
}
