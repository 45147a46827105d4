package io.reelway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reelway.sdk.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of earlier runs, listed in the file {@value #NAME} of the output folder. A source
 * counts as done while its path, size, time, preset and options are the same and its output has its
 * original size. A line of the list holds a digest of these five, so that a published folder does
 * not reveal the paths of sources. Thread-safe.
 */
final class DoneFiles {
  private static final String NAME = ".reelway-done";

  private final Path out;
  private final String settings;
  private final Map<String, Output> outputs = new HashMap<>();

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
    }
  }

  /** The output of a source that has not changed since it was done; empty when it is not done. */
  synchronized Optional<Path> outputOf(Input input) {
    return Optional.ofNullable(outputs.get(key(input, FileVersion.of(input))))
        .flatMap(this::unchanged);
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
   * @throws IOException when the list cannot be written; then the next run processes the file again
   */
  synchronized void add(Input input, FileVersion source, Path target) throws IOException {
    String name = out.toAbsolutePath().normalize().relativize(target).toString();
    Output output = new Output(Files.size(target), name);
    String key = key(input, source);
    Files.writeString(
        out.resolve(NAME),
        key + " " + output.bytes() + " " + name + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    outputs.put(key, output);
  }

  private String key(Input input, FileVersion stamp) {
    String text =
        String.join(
            "\n",
            input.file().toAbsolutePath().normalize().toString(),
            Long.toString(stamp.bytes()),
            stamp.modified().toString(),
            settings);
    return UUID.nameUUIDFromBytes(text.getBytes(UTF_8)).toString();
  }
}
