package io.reelway.optimize;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The released workflow code of an earlier version. Tests use it to check how a process of that
 * version handles data of the present version.
 *
 * <p>A version is added with {@code ./mvnw test -pl workflows -Dtest=RecordedBuildTest
 * -Dreelway.record-build=0.2}; see "Changing the workflow" in docs/operations.md.
 */
final class RecordedBuild implements AutoCloseable {
  private static final Path FOLDER = Path.of("src/test/resources/builds");
  private static final Path CLASSES = Path.of("target/classes");

  private final URLClassLoader loader;

  private RecordedBuild(URL jar) {
    loader = new URLClassLoader(new URL[] {jar}, new WithoutReelway());
  }

  /** Records the present code if the property {@code reelway.record-build} is set. */
  static void record() throws IOException {
    String version = System.getProperty("reelway.record-build", "");
    if (!version.isEmpty()) {
      Files.createDirectories(FOLDER);
      try (OutputStream file = Files.newOutputStream(FOLDER.resolve(version + ".jar"));
          JarOutputStream jar = new JarOutputStream(file);
          Stream<Path> all = Files.walk(CLASSES)) {
        for (Path entry : all.filter(Files::isRegularFile).sorted().toList()) {
          JarEntry named = new JarEntry(CLASSES.relativize(entry).toString());
          named.setTime(0);
          jar.putNextEntry(named);
          Files.copy(entry, jar);
        }
      }
    }
  }

  /** The recorded builds of all versions. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  static RecordedBuild open(Path jar) throws IOException {
    return new RecordedBuild(jar.toUri().toURL());
  }

  /** The recorded version of a present class. */
  Class<?> twin(Class<?> present) throws ClassNotFoundException {
    return loader.loadClass(present.getName());
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A class loader with all libraries but without the present version of Reelway. */
  private static final class WithoutReelway extends ClassLoader {
    WithoutReelway() {
      super(RecordedBuild.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("io.reelway.")) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
