package io.reelway.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names outputs: the source's folder and name, with the ending of the output. Sources that would
 * share a name keep their own endings ({@code a.jpg.webp} and {@code a.png.webp}) and get a number
 * where that is not enough. An output never gets the name of a source or of another source's
 * output, and keeps the name that an earlier run has given it.
 */
final class Targets {
  private final Path out;
  private final DoneFiles doneFiles;
  private final Map<Path, List<Path>> sourcesByStem = new HashMap<>();
  private final Map<Path, List<Path>> sourcesByName = new HashMap<>();
  private final Set<Path> sources = new HashSet<>();
  private final Set<Path> realSources = new HashSet<>();
  private final Map<Path, Owner> owners = new HashMap<>();
  private final Map<Owner, Set<Path>> owned = new HashMap<>();

  /**
   * @param doneFiles the outputs of earlier runs
   */
  Targets(Path out, List<Input> inputs, DoneFiles doneFiles) {
    this.out = out.toAbsolutePath().normalize();
    this.doneFiles = doneFiles;
    inputs.forEach(this::add);
  }

  /**
   * What a file belongs to.
   *
   * @param output name of a further output; empty for the main one
   */
  private record Owner(Path source, String output) {}

  /** Registers a source, whose name then affects the names of outputs. */
  synchronized void add(Input input) {
    Path source = source(input);
    if (sources.add(source)) {
      of(sourcesByStem, place(input, input.stem())).add(source);
      of(sourcesByName, place(input, input.name())).add(source);
      realSources.add(RealPath.place(input.file()));
      realSources.add(RealPath.of(input.file()));
      doneFiles
          .namesOf(input)
          .forEach((name, output) -> own(out.resolve(name), new Owner(source, output)));
    }
  }

  /**
   * The path of a source's output.
   *
   * @param ending ending of the output, e.g. {@code webp}
   */
  synchronized Path of(Input input, String ending) {
    int twin = of(sourcesByName, place(input, input.name())).indexOf(source(input));
    String name =
        (keepsEnding(input) ? input.name() : input.stem()) + (twin > 0 ? "-" + (twin + 1) : "");
    return claim(new Owner(source(input), ""), place(input, name), ending);
  }

  /**
   * The path of a further output, beside the main one, e.g. {@code clip.poster.webp} and {@code
   * clip.mp4}.
   *
   * @param main path of the main output
   * @param output name of the further output
   * @param ending ending of the further output
   */
  synchronized Path beside(Path main, Input input, String output, String ending) {
    String name = String.valueOf(main.getFileName());
    String stem = name.substring(0, name.lastIndexOf('.') + 1);
    return claim(new Owner(source(input), output), main.resolveSibling(stem + output), ending);
  }

  /**
   * Whether the name without its ending could be that of another output: {@code a.jpg.gif} beside
   * {@code a.jpg} that keeps its ending because of {@code a.png}.
   */
  private boolean keepsEnding(Input input) {
    Path stem = place(input, input.stem());
    if (of(sourcesByStem, stem).size() > 1) {
      return true;
    }
    boolean hasEnding = !input.stem().equals(input.name());
    return hasEnding
        && !of(sourcesByName, stem).isEmpty()
        && keepsEnding(new Input(input.file(), input.below().resolveSibling(input.stem())));
  }

  /** The earlier path of an output, or else the first free one. */
  private Path claim(Owner owner, Path stem, String ending) {
    for (Path earlier : owned.getOrDefault(owner, Set.of())) {
      boolean same = stem.resolveSibling(earlier.getFileName()).equals(earlier);
      if (same && earlier.toString().endsWith("." + ending) && isFree(earlier, owner)) {
        return earlier;
      }
    }
    Path target = free(owner, stem, ending);
    own(target, owner);
    return target;
  }

  private Path free(Owner owner, Path stem, String ending) {
    String plain = String.valueOf(stem.getFileName());
    boolean isSource = isSource(stem.resolveSibling(plain + "." + ending));
    String name = isSource ? plain + "-optimized" : plain;
    Path target = stem.resolveSibling(name + "." + ending);
    for (int number = 2; !isFree(target, owner); number++) {
      target = stem.resolveSibling(name + "-" + number + "." + ending);
    }
    return target;
  }

  private boolean isFree(Path target, Owner owner) {
    return !isSource(target) && owners.getOrDefault(RealPath.place(target), owner).equals(owner);
  }

  private boolean isSource(Path target) {
    return realSources.contains(RealPath.place(target));
  }

  private void own(Path target, Owner owner) {
    owners.putIfAbsent(RealPath.place(target), owner);
    owned.computeIfAbsent(owner, none -> new LinkedHashSet<>()).add(target);
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
