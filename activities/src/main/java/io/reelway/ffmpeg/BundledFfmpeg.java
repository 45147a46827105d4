package io.reelway.ffmpeg;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.reelway.ffmpeg.sandbox.Allocator;
import io.reelway.scratch.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The ffmpeg build on the class path: the programs and their libraries, unpacked once per version
 * into a directory.
 */
final class BundledFfmpeg {
  private static final String VERSION_FILE = "META-INF/maven/org.bytedeco/ffmpeg/pom.properties";

  /** A tiny library of the build that every run loads in any case. */
  private static final String REPLACEMENT = "libva-drm.so.2";

  /**
   * Libraries for cameras, screens and sound cards that libavdevice loads by name. Reelway opens no
   * device, so no function of theirs is ever called. Any library with their name satisfies the
   * loader, which resolves functions lazily. A server has none of these libraries. Where they are
   * installed, every run would load forty more libraries. See
   * docs/decisions/0004-bundled-ffmpeg.md.
   */
  private static final Set<String> DEVICE_LIBRARIES =
      Set.of("libpulse.so.0", "libasound.so.2", "libxcb.so.1", "libxcb-shm.so.0");

  private static final Set<PosixFilePermission> FOR_EVERYONE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private BundledFfmpeg() {}

  /** Unpacks the programs; empty when the class path has none for this platform. */
  static Optional<FfmpegBinaries> unpack(Path cache) throws IOException {
    String folder = "org/bytedeco/ffmpeg/" + platform() + "/";
    URL program = BundledFfmpeg.class.getClassLoader().getResource(folder + "ffmpeg");
    if (program == null) {
      return Optional.empty();
    }
    JarURLConnection connection = (JarURLConnection) program.openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      String version = version(jar);
      Path target = cache.toAbsolutePath().normalize().resolve(version + "-" + platform());
      if (!Files.isDirectory(target)) {
        unpack(jar, folder, target);
      }
      linkDeviceLibraries(target);
      makeExecutableForAll(target);
      return Optional.of(
          new FfmpegBinaries(
              target.resolve("ffmpeg"),
              target.resolve("ffprobe"),
              environment(target),
              "bundled " + version));
    }
  }

  private static Map<String, String> environment(Path folder) {
    Map<String, String> variables = new HashMap<>(Allocator.VARIABLES);
    variables.put("LD_LIBRARY_PATH", folder.toString());
    return variables;
  }

  /** Unpacks atomically, because two processes may do this at once and either may be killed. */
  private static void unpack(JarFile jar, String folder, Path target) throws IOException {
    Path beside = PrivateFiles.directory(Objects.requireNonNull(target.getParent()));
    Path temporary = Files.createTempDirectory(beside, "unpacking-");
    for (JarEntry entry : jar.stream().filter(file -> isNeeded(file, folder)).toList()) {
      Path file = temporary.resolve(entry.getName().substring(folder.length()));
      try (InputStream content = jar.getInputStream(entry)) {
        Files.copy(content, file);
      }
      if (!file.toFile().setExecutable(true)) {
        throw new IOException("Cannot make " + file + " executable; is its disk mounted noexec?");
      }
    }
    try {
      Files.move(temporary, target, ATOMIC_MOVE);
    } catch (FileSystemException another) {
      if (!Files.isDirectory(target)) {
        throw another;
      }
      deleteFlat(temporary);
    }
  }

  private static boolean isNeeded(JarEntry entry, String folder) {
    return entry.getName().startsWith(folder)
        && entry.getName().indexOf('/', folder.length()) < 0
        && !entry.isDirectory()
        && !entry.getName().startsWith("libjni", folder.length());
  }

  /**
   * Adds the stand-ins for device libraries. Each one appears atomically, because another process
   * may already run the programs.
   */
  private static void linkDeviceLibraries(Path folder) throws IOException {
    Path replacement = folder.resolve(REPLACEMENT);
    if (!Files.exists(replacement)) {
      return;
    }
    for (String library : DEVICE_LIBRARIES) {
      if (!Files.exists(folder.resolve(library))) {
        Path temporary = Files.createTempFile(folder, library, ".tmp");
        Files.copy(replacement, temporary, REPLACE_EXISTING);
        Files.move(temporary, folder.resolve(library), ATOMIC_MOVE);
      }
    }
  }

  /** Lets every user run the programs, because ffmpeg may run as another user than this worker. */
  private static void makeExecutableForAll(Path folder) throws IOException {
    if (!Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder, 1)) {
      for (Path file : files.toList()) {
        if (!Files.getPosixFilePermissions(file).equals(FOR_EVERYONE)) {
          Files.setPosixFilePermissions(file, FOR_EVERYONE);
        }
      }
    }
  }

  private static String version(JarFile jar) throws IOException {
    Properties properties = new Properties();
    try (InputStream content = jar.getInputStream(jar.getJarEntry(VERSION_FILE))) {
      properties.load(content);
    }
    return properties.getProperty("version");
  }

  private static String platform() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch", "");
    String os =
        system.startsWith("mac") ? "macosx" : system.startsWith("win") ? "windows" : "linux";
    String cpu = processor.equals("aarch64") ? "arm64" : "x86_64";
    return os + "-" + cpu + "-gpl";
  }

  private static void deleteFlat(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
