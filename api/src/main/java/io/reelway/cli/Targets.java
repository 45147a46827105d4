package io.reelway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names outputs: the source's folder and name, with the ending of the output. Sources that would
 * share a name keep their own endings ({@code a.jpg.webp} and {@code a.png.webp}) and get a number
 * where that is not enough. An output never gets the name of a source.
 */
final class Targets {
  private final Path out;
  private final Map<Path, List<Path>> sourcesByStem = new HashMap<>();
  private final Map<Path, List<Path>> sourcesByName = new HashMap<>();
  private final Set<Path> sources = new HashSet<>();

  Targets(Path out, List<Input> inputs) {
    this.out = out.toAbsolutePath().normalize();
    inputs.forEach(this::add);
  }

  /** Registers a source, whose name then affects the names of outputs. */
  synchronized void add(Input input) {
    Path source = source(input);
    if (sources.add(source)) {
      of(sourcesByStem, place(input, input.stem())).add(source);
      of(sourcesByName, place(input, input.name())).add(source);
    }
  }

  /**
   * The path of a source's output.
   *
   * @param ending ending of the output, e.g. {@code webp}
   */
  synchronized Path of(Input input, String ending) {
    boolean shared = of(sourcesByStem, place(input, input.stem())).size() > 1;
    int twin = of(sourcesByName, place(input, input.name())).indexOf(source(input));
    String name = (shared ? input.name() : input.stem()) + (twin > 0 ? "-" + (twin + 1) : "");
    Path target = place(input, name + "." + ending);
    return sources.contains(target) ? place(input, name + "-optimized." + ending) : target;
  }

  private static List<Path> of(Map<Path, List<Path>> groups, Path place) {
    return groups.computeIfAbsent(place, none -> new ArrayList<>());
  }

  private static Path source(Input input) {
    return input.file().toAbsolutePath().normalize();
  }

  private Path place(Input input, String name) {
    return out.resolve(input.below()).resolveSibling(name);
  }
}
