package io.reelway.ffmpeg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What every ffmpeg process of this machine is started through: small programs of the system that
 * set a limit and then become ffmpeg, so that no process stands in between. What the system does
 * not have is left out.
 *
 * @param prefix the words before the program's own
 * @param found names of the protections in force, for the log
 */
public record Launcher(List<String> prefix, List<String> found) {
  private static final List<String> FOLDERS =
      List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin");

  public Launcher {
    prefix = List.copyOf(prefix);
    found = List.copyOf(found);
  }

  /** Looks at what this system offers. */
  public static Launcher detect(FfmpegSettings settings) {
    List<String> prefix = new ArrayList<>();
    List<String> found = new ArrayList<>();
    boolean linux = System.getProperty("os.name", "").equals("Linux");
    String prlimit = program("prlimit");
    if (linux && !prlimit.isEmpty()) {
      prefix.addAll(List.of(prlimit, "--as=" + settings.memory().bytes(), "--core=0", "--"));
      found.add("memory limit " + settings.memory());
    }
    String setpriv = program("setpriv");
    if (linux && !setpriv.isEmpty()) {
      // The kernel ends ffmpeg when the thread that started it is gone: also after kill -9.
      prefix.addAll(List.of(setpriv, "--pdeathsig", "KILL", "--"));
      found.add("ends with its worker");
    }
    String nice = program("nice");
    if (settings.niceness() > 0 && !nice.isEmpty()) {
      prefix.addAll(List.of(nice, "-n", Integer.toString(settings.niceness())));
      found.add("niceness " + settings.niceness());
    }
    return new Launcher(prefix, found);
  }

  private static String program(String name) {
    return FOLDERS.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse("");
  }
}
