package io.reelway.ffmpeg.sandbox;

import static java.util.function.Predicate.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shared libraries of programs, as the loader of the system finds them. */
final class Libraries {
  /** The index of the loader. Without it, libraries outside the standard folders are not found. */
  private static final Path INDEX = Path.of("/etc/ld.so.cache");

  /**
   * Maximum number of files to mount one by one. Hundreds of mounts take longer than the encode of
   * an icon.
   */
  private static final int MOST_FILES = 40;

  private static final Pattern LOADED =
      Pattern.compile("(?:=>\\s+|^\\s*)(/\\S+)\\s+\\(0x[0-9a-f]+\\)", Pattern.MULTILINE);

  private Libraries() {}

  /**
   * The files that these programs need to start, including the programs, the folders of {@code
   * LD_LIBRARY_PATH}, and the files that the {@link Allocator} reads. When there are very many
   * libraries, their folders replace them.
   *
   * @param programs absolute paths
   * @param environment all their variables
   */
  static Set<Path> of(List<Path> programs, Map<String, String> environment) {
    Set<Path> libraries = new TreeSet<>();
    for (Path program : programs) {
      libraries.addAll(loaded(program, environment));
    }
    if (libraries.size() > MOST_FILES) {
      Set<Path> folders = new TreeSet<>();
      libraries.forEach(library -> folders.add(folder(library)));
      libraries = folders;
    }
    libraries.addAll(programs);
    String own = environment.getOrDefault("LD_LIBRARY_PATH", "");
    Stream.of(own.split(":")).filter(not(String::isEmpty)).map(Path::of).forEach(libraries::add);
    if (Files.isReadable(INDEX)) {
      libraries.add(INDEX);
    }
    libraries.addAll(Allocator.files(environment));
    return withoutNested(libraries);
  }

  /**
   * The libraries that the loader loads; it prints them instead of running the program. Empty for a
   * statically linked program.
   */
  private static List<Path> loaded(Path program, Map<String, String> environment) {
    Map<String, String> tracing = new HashMap<>(environment);
    tracing.put("LD_TRACE_LOADED_OBJECTS", "1");
    String answer =
        SystemPrograms.run(List.of(program.toString()), tracing, folder(program)).text();
    List<Path> found = new ArrayList<>();
    Matcher line = LOADED.matcher(answer);
    while (line.find()) {
      found.add(Path.of(line.group(1)));
    }
    return found;
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? file : folder;
  }

  private static Set<Path> withoutNested(Set<Path> paths) {
    Set<Path> roots = new TreeSet<>(paths);
    roots.removeIf(
        path -> paths.stream().anyMatch(other -> !other.equals(path) && path.startsWith(other)));
    return roots;
  }
}
