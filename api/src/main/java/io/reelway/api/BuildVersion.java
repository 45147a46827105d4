package io.reelway.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this program, which the build writes next to its classes. */
public final class BuildVersion {
  private static final String FILE = "/META-INF/build-info.properties";

  private BuildVersion() {}

  /** E.g. {@code 1.4.0}; {@code of a working copy} when the classes were not built by Maven. */
  public static String text() {
    try (InputStream file = BuildVersion.class.getResourceAsStream(FILE)) {
      if (file == null) {
        return "of a working copy";
      }
      Properties properties = new Properties();
      properties.load(file);
      return properties.getProperty("build.version", "of a working copy");
    } catch (IOException broken) {
      throw new UncheckedIOException("The version of this program cannot be read", broken);
    }
  }
}
