package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Outputs with {@code maxBytes}: does each fit, how much of the maximum do those use that could not
 * keep their planned quality, and how many encodes does that take?
 */
final class SizeLimits implements Benchmark {
  private static final double MEAN = 1.5;
  private static final int MOST = 3;
  private static final double SHARE = 0.92;

  @Override
  public String name() {
    return "size-limits";
  }

  @Override
  public List<Row> run(Setup setup) throws Exception {
    if (setup.isReal()) {
      return List.of(); // The engine plays no part.
    }
    List<Fit> all = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    try (Server server = Server.start(setup, "--logging.level.io.reelway.encode=DEBUG")) {
      for (Group group : groups()) {
        List<Fit> fits = new ArrayList<>();
        for (Case limit : group.cases()) {
          fit(server, limit).ifPresent(fits::add);
        }
        rows.addAll(rows(group.name(), fits));
        all.addAll(fits);
      }
    }
    rows.addAll(rows("all", all));
    return rows;
  }

  private static List<Group> groups() throws IOException, InterruptedException {
    List<Case> images = new ArrayList<>();
    for (int most : List.of(50_000, 200_000)) {
      images.addAll(cases(Clips.images(), most));
    }
    Path long1 = Clips.medley();
    return List.of(
        new Group("images", images),
        new Group("videos, 500,000 bytes", cases(Clips.videos(), 500_000)),
        new Group(
            "videos, 8 to 25 million bytes",
            List.of(
                new Case(long1, 8_000_000, ""),
                new Case(long1, 8_000_000, ", \"quality\": 92"),
                new Case(long1, 10_000_000, ", \"quality\": 94"),
                new Case(LongClip.prepared(), 25_000_000, ", \"quality\": 92"))));
  }

  /** The files that have more bytes than the maximum. */
  private static List<Case> cases(List<Path> files, long most) throws IOException {
    List<Case> cases = new ArrayList<>();
    for (Path file : files) {
      if (Files.size(file) > most) {
        cases.add(new Case(file, most, ""));
      }
    }
    return cases;
  }

  /** Does a job; empty if its source is one of the damaged files of the corpus. */
  private static Optional<Fit> fit(Server server, Case limit)
      throws IOException, InterruptedException {
    LogLines encodes = new LogLines(server.log(), "Encoded for a size");
    encodes.next();
    String options = "{\"maxBytes\": %d%s}".formatted(limit.most(), limit.more());
    String job = server.client().submit(limit.file(), "web", options);
    JsonNode done;
    try {
      done = server.client().awaitQuietly(job);
    } catch (IOException failed) {
      if (String.valueOf(failed.getMessage()).contains("\"probe-failed\"")) {
        return Optional.empty();
      }
      throw failed;
    }
    long bytes = done.get("result").get("outputBytes").asLong();
    List<String> lines = encodes.next();
    Fit fit =
        new Fit(
            bytes,
            limit.most(),
            lines.stream().filter(line -> LogLines.field(line, "count") == 1).count(),
            lines.size(),
            lines.stream().mapToDouble(line -> LogLines.field(line, "count")).max().orElse(0),
            !lines.isEmpty() && LogLines.field(lines.getFirst(), "bytes") > limit.most());
    System.err.println("  " + limit.file().getFileName() + ": " + fit);
    return Optional.of(fit);
  }

  private static List<Row> rows(String name, List<Fit> fits) {
    long within = fits.stream().filter(fit -> fit.bytes() <= fit.most()).count();
    List<Double> shares = fits.stream().filter(Fit::searched).map(Fit::share).sorted().toList();
    double mean =
        (double) fits.stream().mapToLong(Fit::encodes).sum()
            / fits.stream().mapToLong(Fit::formats).sum();
    double most = fits.stream().mapToDouble(Fit::longest).max().orElse(0);
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "`maxBytes`, " + name + ": outputs within",
            within + " of " + fits.size(),
            "all",
            within == fits.size()));
    if (!shares.isEmpty()) {
      rows.add(
          new Row(
              "… used of the maximum by those %d whose first encode was too large: least, median"
                  .formatted(shares.size()),
              String.format(
                  Locale.ROOT,
                  "%.1f %%, %.1f %%",
                  100 * shares.getFirst(),
                  100 * shares.get(shares.size() / 2)),
              "≥ 92 %",
              shares.getFirst() >= SHARE));
    }
    rows.add(
        new Row(
            "… encodes: mean, most",
            String.format(Locale.ROOT, "%.2f, %.0f", mean, most),
            "≤ 1.5, ≤ 3",
            mean <= MEAN && most <= MOST));
    return rows;
  }

  private record Group(String name, List<Case> cases) {}

  /**
   * A job.
   *
   * @param more further members of its options
   */
  private record Case(Path file, long most, String more) {}

  /**
   * How a job ended.
   *
   * @param formats the number of formats that were fitted
   * @param encodes the encodes of all of them
   * @param longest the most encodes of one
   * @param searched whether the planned quality was too large
   */
  private record Fit(
      long bytes, long most, long formats, int encodes, double longest, boolean searched) {
    double share() {
      return (double) bytes / most;
    }
  }
}
