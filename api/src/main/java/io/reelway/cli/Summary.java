package io.reelway.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The table at the end of a run. */
final class Summary {
  private static final String ROW = "%s  %-6s  %-18s %10s %10s %8s %10s%n";

  private Summary() {}

  static void print(List<Outcome> outcomes, PrintWriter output) {
    int width = outcomes.stream().mapToInt(it -> Text.columns(it.input().label())).max().orElse(0);
    int names = Math.max(5, Math.min(40, width));
    output.println();
    output.printf(
        ROW, Text.fit("FILE", names), "RESULT", "STRATEGY", "BEFORE", "AFTER", "SAVED", "TIME");
    outcomes.forEach(outcome -> row(outcome, names, output));
    total(outcomes, names, output);
    notes(outcomes, output);
    output.flush();
  }

  private static void row(Outcome outcome, int names, PrintWriter output) {
    String name = Text.fit(outcome.input().label(), names);
    String time = Text.time(outcome.time());
    switch (outcome) {
      case Outcome.Done done ->
          output.printf(
              ROW,
              name,
              "done",
              done.strategy(),
              Text.size(done.before()),
              Text.size(done.after()),
              percent(done.savedPercent()),
              time);
      case Outcome.Failed failed -> output.printf(ROW, name, "failed", "-", "-", "-", "-", time);
    }
  }

  private static void total(List<Outcome> outcomes, int names, PrintWriter output) {
    List<Outcome.Done> done = done(outcomes);
    long before = done.stream().mapToLong(Outcome.Done::before).sum();
    long after = done.stream().mapToLong(Outcome.Done::after).sum();
    output.printf(
        ROW,
        Text.fit("total", names),
        "",
        "",
        Text.size(before),
        Text.size(after),
        percent(before == 0 ? 0 : Math.max(0, before - after) * 100.0 / before),
        "");
    output.printf("%d of %d done.%n", done.size(), outcomes.size());
  }

  private static void notes(List<Outcome> outcomes, PrintWriter output) {
    for (Outcome outcome : outcomes) {
      List<String> sentences =
          switch (outcome) {
            case Outcome.Done done -> done.warnings();
            case Outcome.Failed failed ->
                List.of("failed (" + failed.code() + "). " + failed.message());
          };
      sentences.forEach(it -> output.printf("%s: %s%n", outcome.input().label(), it));
    }
  }

  private static List<Outcome.Done> done(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Outcome.Done.class::isInstance)
        .map(Outcome.Done.class::cast)
        .toList();
  }

  private static String percent(double value) {
    return String.format(Locale.ROOT, "%.1f %%", value);
  }
}
