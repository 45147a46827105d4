package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keeps a number of equal jobs in work, and counts how they end. */
final class Workload {
  private final Client client;
  private final Path video;
  private final String preset;
  private final int width;
  private final List<String> open = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private int submitted;

  /**
   * @param width the number of jobs in work at the same time
   */
  Workload(Client client, Path video, String preset, int width) {
    this.client = client;
    this.video = video;
    this.preset = preset;
    this.width = width;
  }

  /** Submits a job for each one that has ended. */
  void tend() throws IOException, InterruptedException {
    look();
    while (open.size() < width) {
      open.add(client.submit(video, preset));
      submitted++;
    }
  }

  /** Waits for the jobs in work, and submits no more. */
  void finish() throws InterruptedException {
    while (!open.isEmpty()) {
      look();
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  /** Does that many jobs. */
  void doJobs(int jobs) throws IOException, InterruptedException {
    while (submitted < jobs) {
      look();
      if (open.size() < width) {
        open.add(client.submit(video, preset));
        submitted++;
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    finish();
  }

  private void look() {
    for (Iterator<String> jobs = open.iterator(); jobs.hasNext(); ) {
      try {
        if (client.hasEnded(jobs.next())) {
          jobs.remove();
        }
      } catch (IOException failure) {
        failed.add(String.valueOf(failure.getMessage()));
        jobs.remove();
      }
    }
  }

  int submitted() {
    return submitted;
  }

  /** The answers to polls of the failed jobs. */
  List<String> failed() {
    return List.copyOf(failed);
  }
}
