package io.reelway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.sdk.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of earlier runs, listed in the file {@value #NAME} of the output folder. A source
 * counts as done while its path, size, time, preset and options are the same and its output has its
 * original size. A line of the list holds a digest of these five, so that a published folder does
 * not reveal the paths of sources. Further lines tell which source has an output, by a digest of
 * its path, so that an output keeps its name when the source changes. Thread-safe.
 */
final class DoneFiles {
  private static final String NAME = ".reelway-done";

  /** Begins the name of an output in a line, which differs from a line with a size. */
  private static final String OUTPUT = ":";

  private final Path out;
  private final String settings;
  private final Map<String, Output> outputs = new HashMap<>();
  private final OutputNames names = new OutputNames();

  private DoneFiles(Path out, String settings) {
    this.out = out;
    this.settings = settings;
  }

  /**
   * A finished output.
   *
   * @param bytes its size when it was written
   * @param name its path relative to the output folder
   */
  private record Output(long bytes, String name) {}

  /**
   * Reads the list. Lines that cannot be read count as not done.
   *
   * @param out the output folder, which may not exist yet
   * @param preset name of the preset; {@code null} for the server's default
   * @param options what the outputs are beyond the preset
   */
  static DoneFiles in(Path out, @Nullable String preset, Options options) {
    String name = preset == null ? "" : preset;
    DoneFiles done = new DoneFiles(out, options.isEmpty() ? name : name + "\n" + options.json());
    Path list = out.resolve(NAME);
    try {
      // Names may have any encoding, so bytes that are not UTF-8 must not end the reading.
      new String(Files.readAllBytes(list), UTF_8).lines().forEach(done::read);
    } catch (IOException firstRun) {
      return done;
    }
    return done;
  }

  private void read(String line) {
    String[] parts = line.split(" ", 3);
    if (parts.length == 3 && parts[1].matches("\\d{1,18}")) {
      outputs.put(parts[0], new Output(Long.parseLong(parts[1]), parts[2]));
    } else if (parts.length == 3 && parts[1].startsWith(OUTPUT)) {
      names.put(parts[0], parts[1].substring(OUTPUT.length()), parts[2]);
    }
  }

  /** The output of a source that has not changed since it was done; empty when it is not done. */
  synchronized Optional<Path> outputOf(Input input) {
    return Optional.ofNullable(outputs.get(key(input, FileVersion.of(input))))
        .flatMap(this::unchanged);
  }

  /**
   * The existing outputs of a source, whether or not it has changed since: their paths relative to
   * the output folder, each with the name of the output, which is empty for the main one.
   */
  synchronized Map<String, String> namesOf(Input input) {
    Map<String, String> existing = new LinkedHashMap<>(names.of(digest(path(input))));
    existing.keySet().removeIf(name -> !Files.exists(out.resolve(name)));
    // Lists of earlier versions have no lines with names.
    Optional.ofNullable(outputs.get(key(input, FileVersion.of(input))))
        .filter(output -> !names.has(output.name()) && unchanged(output).isPresent())
        .ifPresent(output -> existing.put(output.name(), ""));
    return existing;
  }

  private Optional<Path> unchanged(Output output) {
    Path file = out.resolve(output.name());
    try {
      return Files.size(file) == output.bytes() ? Optional.of(file) : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  /**
   * Adds an output to the list.
   *
   * @param source the stamp of the source before it was read
   * @param further the paths of the further outputs by their names
   * @throws IOException when the list cannot be written; then the next run processes the file again
   */
  synchronized void add(Input input, FileVersion source, Path target, Map<String, Path> further)
      throws IOException {
    String name = name(target);
    Output output = new Output(Files.size(target), name);
    String key = key(input, source);
    StringBuilder lines = new StringBuilder(nameLine(input, "", name));
    further.forEach((which, file) -> lines.append(nameLine(input, which, name(file))));
    lines.append(key + " " + output.bytes() + " " + name + "\n");
    Files.writeString(
        out.resolve(NAME), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    outputs.put(key, output);
  }

  private String name(Path target) {
    return out.toAbsolutePath().normalize().relativize(target).toString();
  }

  /** The line that tells the source of an output; empty when the list has it. */
  private String nameLine(Input input, String output, String name) {
    String source = digest(path(input));
    return names.put(source, output, name)
        ? source + " " + OUTPUT + output + " " + name + "\n"
        : "";
  }

  private static String path(Input input) {
    return input.file().toAbsolutePath().normalize().toString();
  }

  private static String digest(String text) {
    return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
  }

  private String key(Input input, FileVersion stamp) {
    String text =
        String.join(
            "\n", path(input), Long.toString(stamp.bytes()), stamp.modified().toString(), settings);
    return digest(text);
  }
}
