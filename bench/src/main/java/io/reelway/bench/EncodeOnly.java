package io.reelway.bench;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reduces an ffmpeg command line to its first output. A server adds further outputs and filters to
 * compare this output with its source. An encoder alone does not need them.
 */
final class EncodeOnly {
  private static final Pattern CHAIN =
      Pattern.compile("((?:\\[[^\\]]+\\])*)(.*?)((?:\\[[^\\]]+\\])*)");
  private static final Pattern BETWEEN_CHAINS = Pattern.compile("(?<!\\\\);");
  private static final Pattern LABEL = Pattern.compile("\\[[^\\]]+\\]");
  private static final Pattern SPLIT = Pattern.compile("(^|.*,)(a?)split(?:=\\d+)?");

  private EncodeOnly() {}

  /**
   * Returns the words up to the first output, which is the last word.
   *
   * @param command ffmpeg and its arguments; every file is written as {@code file:PATH}
   */
  static List<String> of(List<String> command) {
    List<String> words = new ArrayList<>(command.subList(0, firstOutput(command) + 1));
    Set<String> mapped = new HashSet<>();
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i - 1).equals("-map") && LABEL.matcher(words.get(i)).matches()) {
        mapped.add(words.get(i));
      }
    }
    for (int i = words.size() - 1; i > 0; i--) {
      if (words.get(i - 1).equals("-filter_complex")) {
        String graph = needed(words.get(i), mapped);
        if (graph.isEmpty()) {
          words.subList(i - 1, i + 1).clear();
        } else {
          words.set(i, graph);
        }
      }
    }
    return words;
  }

  private static int firstOutput(List<String> command) {
    for (int i = 1; i < command.size(); i++) {
      if (command.get(i).startsWith("file:") && !command.get(i - 1).equals("-i")) {
        return i;
      }
    }
    throw new IllegalArgumentException("No output: " + command);
  }

  /** The part of a filter graph that these pads need. */
  private static String needed(String graph, Set<String> mapped) {
    List<Chain> chains = BETWEEN_CHAINS.splitAsStream(graph).map(Chain::of).toList();
    Set<String> pads = new HashSet<>(mapped);
    for (int known = 0; known != pads.size(); ) {
      known = pads.size();
      chains.stream().filter(chain -> chain.feeds(pads)).forEach(chain -> pads.addAll(chain.in));
    }
    return String.join(
        ";",
        chains.stream().filter(chain -> chain.feeds(pads)).map(chain -> chain.cut(pads)).toList());
  }

  /** Filters in a row, with the pads at both ends. */
  private record Chain(List<String> in, String filters, List<String> out) {
    static Chain of(String text) {
      Matcher parts = CHAIN.matcher(text);
      if (!parts.matches()) {
        throw new IllegalArgumentException("No chain of filters: " + text);
      }
      return new Chain(labels(parts.group(1)), parts.group(2), labels(parts.group(3)));
    }

    private static List<String> labels(String text) {
      return LABEL.matcher(text).results().map(found -> found.group()).toList();
    }

    boolean feeds(Set<String> pads) {
      return out.stream().anyMatch(pads::contains);
    }

    /**
     * The chain with only those outputs. A split for one output becomes a filter without effect.
     */
    String cut(Set<String> pads) {
      List<String> kept = out.stream().filter(pads::contains).toList();
      String text = filters;
      if (kept.size() < out.size()) {
        Matcher split = SPLIT.matcher(filters);
        if (!split.matches()) {
          throw new IllegalArgumentException("Only a split can lose an output: " + filters);
        }
        String last = kept.size() == 1 ? "null" : "split=" + kept.size();
        text = split.group(1) + split.group(2) + last;
      }
      return String.join("", in) + text + String.join("", kept);
    }
  }
}
