package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An encoder of a part of a divided video, as a worker logs its start at level DEBUG.
 *
 * @param life the life of the worker: from one start to its end
 * @param job the id of the job
 * @param part what tells the parts of the job apart: the arguments of its encoder, without paths
 */
record BegunPart(String life, Instant at, String job, String part) {
  private static final Pattern LINE =
      Pattern.compile("(\\S+) .* job=(\\S+) stage=encodepart .*/ffmpeg -y (.*)");

  /** The parts in the log of one life. */
  static List<BegunPart> in(Path log, String life) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.flatMap(line -> of(line, life).stream()).toList();
    }
  }

  static List<BegunPart> of(String line, String life) {
    Matcher begun = LINE.matcher(line);
    return begun.matches()
        ? List.of(
            new BegunPart(
                life, Instant.parse(begun.group(1)), begun.group(2), withoutPaths(begun.group(3))))
        : List.of();
  }

  private static String withoutPaths(String arguments) {
    return Arrays.stream(arguments.split(" "))
        .filter(word -> !word.startsWith("/") && !word.startsWith("file:"))
        .collect(Collectors.joining(" "));
  }

  /**
   * How many parts of each life were encoded again later.
   *
   * @return the lives with at least one such part
   */
  static Map<String, Integer> repeated(List<BegunPart> all) {
    Map<String, BegunPart> last = new HashMap<>();
    Map<String, Integer> repeated = new HashMap<>();
    all.stream()
        .sorted(Comparator.comparing(BegunPart::at))
        .forEach(begun -> {
          BegunPart before = last.put(begun.job + " " + begun.part, begun);
          if (before != null) {
            repeated.merge(before.life, 1, Integer::sum);
          }
        });
    return repeated;
  }
}
