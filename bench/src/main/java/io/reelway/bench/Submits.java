package io.reelway.bench;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Submits many more small images than the server can encode at once, over many connections. */
final class Submits implements Benchmark {
  private static final int JOBS = 1000;
  private static final int CONNECTIONS = 50;
  private static final int WARM_UP = 50;

  @Override
  public String name() {
    return "submits";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    Path photo = Setup.media("image/gps-exif-nikon.jpg");
    try (Server server = Server.start(setup, List.of("-Xmx256m"))) {
      new Batch(server.client(), photo).submit(WARM_UP);
      long liveBefore = server.liveBytes();
      server.forgetPeak();
      long before = server.residentBytes();
      Batch batch = new Batch(server.client(), photo);
      long start = System.nanoTime();
      batch.submit(JOBS);
      long time = System.nanoTime() - start;
      long peak = server.peakBytes();
      long liveAfter = server.liveBytes();
      return List.of(
          new Row(
              JOBS + " submits from " + CONNECTIONS + " connections",
              "%d accepted, %d refused (503), %d wrong; %d done; %s"
                  .formatted(
                      batch.accepted.get(),
                      batch.refused.get(),
                      JOBS - batch.accepted.get() - batch.refused.get(),
                      batch.done.get(),
                      Stopwatch.seconds(time)),
              "accepted or refused, every accepted one done",
              batch.accepted.get() + batch.refused.get() == JOBS
                  && batch.done.get() == batch.accepted.get()),
          new Row(
              "256 MiB heap: resident memory before them, at most; objects in use before, after",
              "%s, %s; %s, %s"
                  .formatted(
                      Server.mebibytes(before),
                      Server.mebibytes(peak),
                      Server.mebibytes(liveBefore),
                      Server.mebibytes(liveAfter)),
              Server.FLAT,
              Server.isFlat(before, peak) && Server.isFlat(liveBefore, liveAfter)));
    }
  }

  /** Clients that submit at the same time, and their results. */
  private record Batch(
      Client client,
      Path photo,
      AtomicInteger accepted,
      AtomicInteger refused,
      AtomicInteger done) {
    Batch(Client client, Path photo) {
      this(client, photo, new AtomicInteger(), new AtomicInteger(), new AtomicInteger());
    }

    /** Submits that many jobs and waits until all accepted ones have ended. */
    void submit(int count) throws InterruptedException {
      Semaphore connections = new Semaphore(CONNECTIONS);
      try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < count; i++) {
          connections.acquire();
          clients.execute(() -> submit(connections));
        }
      }
    }

    /**
     * Submits one job. A client that gives up counts as neither accepted nor refused, or as not
     * done.
     */
    private void submit(Semaphore connections) {
      try {
        HttpResponse<String> answer;
        try {
          answer = client.offer("photo.jpg", BodyPublishers.ofFile(photo), "web");
        } finally {
          connections.release();
        }
        follow(answer);
      } catch (IOException | InterruptedException broken) {
        System.err.println("A client gives up: " + broken);
      }
    }

    private void follow(HttpResponse<String> answer) throws IOException, InterruptedException {
      boolean saysWhen = answer.headers().firstValue("Retry-After").isPresent();
      if (answer.statusCode() == 202) {
        accepted.incrementAndGet();
        // Constant polls of a thousand jobs would be another benchmark.
        while (!client.hasEnded(Client.id(answer))) {
          TimeUnit.SECONDS.sleep(2);
        }
        done.incrementAndGet();
      } else if (answer.statusCode() == 503 && saysWhen) {
        refused.incrementAndGet();
      }
    }
  }
}
