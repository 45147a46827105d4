package io.reelway.api.presets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Loads the presets: the built-in ones, and those of the operator's file. */
public final class PresetFiles {
  private static final String BUILT_IN = "/presets.yaml";

  private PresetFiles() {}

  /**
   * The active presets.
   *
   * @param file a file with presets that are added to the built-in ones, or replace those of the
   *     same name; {@code null} for none
   * @throws IllegalArgumentException with a sentence that names the file, the line and what to
   *     write instead
   */
  public static OfferedPresets load(@Nullable Path file, KnownStrategies strategies) {
    OfferedPresets builtIn =
        new PresetReader(new YamlFile("presets.yaml of this program"), strategies).read(builtIn());
    return file == null
        ? builtIn
        : new PresetReader(new YamlFile("reelway.presets is " + file), strategies)
            .read(text(file), builtIn);
  }

  private static String builtIn() {
    try (InputStream yaml =
        Objects.requireNonNull(PresetFiles.class.getResourceAsStream(BUILT_IN), BUILT_IN)) {
      return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException other) {
      throw new IllegalArgumentException(
          "reelway.presets is " + file + "; write the file in UTF-8", other);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "reelway.presets is " + file + "; there is no readable file", unreadable);
    }
  }
}
