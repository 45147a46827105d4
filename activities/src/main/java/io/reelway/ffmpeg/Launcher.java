package io.reelway.ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What every ffmpeg process of this machine is started through: small programs of the system that
 * set a limit and then become the next, so that no process stands in between and a kill reaches
 * ffmpeg itself. What the system does not have or not allow is left out. See
 * docs/decisions/0010-sandbox.md.
 */
public final class Launcher {
  private static final List<String> FOLDERS =
      List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin");

  private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");

  /** Libraries, the source and the output are a few dozen. */
  private static final int OPEN_FILES = 256;

  /** A network of its own, which has no way out; for root, then for others. */
  private static final List<List<String>> NO_NETWORK =
      List.of(
          List.of("--net"),
          List.of("--user", "--map-current-user", "--net"),
          List.of("--user", "--map-root-user", "--net"));

  /** No way to gain a privilege, nor any that is left; not everyone may give up the latter. */
  private static final List<List<String>> NO_PRIVILEGE =
      List.of(
          List.of("--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"),
          List.of("--no-new-privs", "--inh-caps=-all"),
          List.of("--no-new-privs"),
          List.of());

  private final FfmpegSettings settings;
  private final String prlimit = program("prlimit");
  private final List<String> wrappers = new ArrayList<>();
  private final List<String> found = new ArrayList<>();

  private Launcher(FfmpegSettings settings) {
    this.settings = settings;
  }

  /**
   * Looks at what this system offers, by trying it.
   *
   * @throws IOException with a sentence when the sandbox is required and cannot be had
   */
  public static Launcher detect(FfmpegSettings settings) throws IOException {
    Launcher launcher = new Launcher(settings);
    if (LINUX && !launcher.prlimit.isEmpty()) {
      launcher.found.add("memory limit " + settings.memory());
    }
    launcher.lowerPriority();
    boolean closed = settings.sandbox() != Sandbox.OFF && launcher.cutOffNetwork();
    if (settings.sandbox() == Sandbox.REQUIRED && !closed) {
      throw new IOException(
          "reelway.ffmpeg.sandbox is required, but this system lets no process give up its"
              + " network; allow namespaces (unshare --net) or write auto");
    }
    launcher.tieToThisProcess();
    return launcher;
  }

  /**
   * The words before the program's own.
   *
   * @param limit the time that the run may take
   * @param memory bytes of address space, where that is less than the settings allow
   */
  List<String> prefix(Duration limit, long memory) {
    List<String> words = new ArrayList<>();
    if (LINUX && !prlimit.isEmpty()) {
      long cpu = (limit.toSeconds() + 1) * Runtime.getRuntime().availableProcessors();
      words.addAll(
          List.of(
              prlimit,
              "--as=" + Math.min(settings.memory().bytes(), memory),
              "--fsize=" + settings.output().bytes(),
              "--cpu=" + cpu,
              "--nofile=" + OPEN_FILES,
              "--core=0",
              "--"));
    }
    words.addAll(wrappers);
    return words;
  }

  /** Names of the protections in force, for the log. */
  List<String> found() {
    return List.copyOf(found);
  }

  private void lowerPriority() {
    String nice = program("nice");
    if (settings.niceness() > 0 && !nice.isEmpty()) {
      wrappers.addAll(List.of(nice, "-n", Integer.toString(settings.niceness())));
      found.add("niceness " + settings.niceness());
    }
  }

  private boolean cutOffNetwork() {
    String unshare = program("unshare");
    for (List<String> way : NO_NETWORK) {
      if (add(unshare, way)) {
        found.add("no network");
        return true;
      }
    }
    found.add("network not closed (namespaces are not allowed here)");
    return false;
  }

  /**
   * The kernel ends ffmpeg when the thread that started it is gone: also after kill -9. This comes
   * last, for a change of privileges would undo it.
   */
  private void tieToThisProcess() {
    String setpriv = program("setpriv");
    for (List<String> way : NO_PRIVILEGE) {
      List<String> words = new ArrayList<>(List.of("--pdeathsig", "KILL"));
      if (settings.sandbox() != Sandbox.OFF) {
        words.addAll(way);
      }
      if (add(setpriv, words)) {
        found.add("ends with its worker");
        if (words.contains("--no-new-privs")) {
          found.add("no privileges");
        }
        return;
      }
    }
  }

  private boolean add(String program, List<String> words) {
    if (!LINUX || program.isEmpty()) {
      return false;
    }
    List<String> longer = new ArrayList<>(wrappers);
    longer.add(program);
    longer.addAll(words);
    longer.add("--");
    if (!works(longer)) {
      return false;
    }
    wrappers.clear();
    wrappers.addAll(longer);
    return true;
  }

  private static boolean works(List<String> prefix) {
    List<String> words = new ArrayList<>(prefix);
    words.add(program("true"));
    try {
      Process trial =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = trial.waitFor(5, TimeUnit.SECONDS);
      trial.destroyForcibly();
      return ended && trial.exitValue() == 0;
    } catch (IOException refused) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
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
