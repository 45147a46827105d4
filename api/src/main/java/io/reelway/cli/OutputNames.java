package io.reelway.cli;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which source has the outputs in a folder. The latest source of a name has it. */
final class OutputNames {
  private final Map<String, String> sources = new HashMap<>();
  private final Map<String, Map<String, String>> outputs = new HashMap<>();

  /**
   * Notes the name of an output. Returns whether this is new.
   *
   * @param source digest of the source's path
   * @param output its name in the request; empty for the main output
   * @param name path of the file relative to the folder
   */
  boolean put(String source, String output, String name) {
    String before = sources.put(name, source);
    if (before != null && !before.equals(source)) {
      outputs.getOrDefault(before, new HashMap<>()).remove(name);
    }
    Map<String, String> names = outputs.computeIfAbsent(source, none -> new LinkedHashMap<>());
    return !output.equals(names.put(name, output));
  }

  /** The outputs of a source by the names of their files. */
  Map<String, String> of(String source) {
    return outputs.getOrDefault(source, Map.of());
  }

  /** Whether a file is known to be an output. */
  boolean has(String name) {
    return sources.containsKey(name);
  }
}
