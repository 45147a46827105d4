package io.reelway.ffmpeg.sandbox;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds by trial the strongest confinement that this system allows: {@link Bubblewrap}, else {@link
 * PrivilegeChain}. See docs/decisions/0076-ffmpeg-confined.md.
 */
public final class Confinements {
  private static final boolean LINUX = System.getProperty("os.name", "").equals("Linux");

  /**
   * Maximum number of processes and threads. Each decoder, filter and encoder may have a thread for
   * every core.
   */
  private static final int PROCESSES = 256 + 16 * Runtime.getRuntime().availableProcessors();

  private static final String HOW =
      " A container needs a seccomp profile that allows user namespaces; elsewhere"
          + " user.max_user_namespaces, kernel.unprivileged_userns_clone (Debian) and"
          + " kernel.apparmor_restrict_unprivileged_userns (Ubuntu) decide.";

  private final SystemPrograms system;
  private final List<Path> programs;
  private final Map<String, String> environment;
  private final Path home;

  /**
   * @param system where the launching programs are
   * @param programs the programs to confine, the first of which prints its version with {@code
   *     -version}
   * @param environment all their variables
   * @param home an existing folder in which the filter and the trials are written
   */
  public Confinements(
      SystemPrograms system, List<Path> programs, Map<String, String> environment, Path home) {
    this.system = system;
    this.programs = List.copyOf(programs);
    this.environment = Map.copyOf(environment);
    this.home = home;
  }

  /** The strongest confinement that works. */
  public Confinement strongest() throws IOException {
    Path filter = filter();
    return tried(trial -> {
      List<String> reasons = new ArrayList<>();
      Confinement strong = bubblewrap(trial, filter, reasons);
      if (strong != null) {
        return strong;
      }
      Set<Path> shown = Libraries.of(programs, environment);
      return new Reasoned(PrivilegeChain.detect(system, trial, shown, filter), reasons);
    });
  }

  /** No isolation: the process only ends with its worker. */
  public Confinement weakest() throws IOException {
    return tried(trial -> PrivilegeChain.limitsOnly(system, trial));
  }

  private @Nullable Confinement bubblewrap(
      SandboxTrial trial, @Nullable Path filter, List<String> reasons) {
    Optional<Bubblewrap.Tools> tools = tools();
    if (tools.isEmpty()) {
      reasons.add(
          LINUX
              ? "The strong sandbox is missing: install bubblewrap (and util-linux)."
              : "The strong sandbox is missing: only Linux has it.");
      return null;
    }
    Set<Path> shown = shown(tools.get());
    List<Confinement> candidates = new ArrayList<>();
    for (boolean filtered : new boolean[] {true, false}) {
      for (boolean asAnotherUser : new boolean[] {true, false}) {
        if ((filter != null || !filtered) && (ChildUser.mayBeUsed() || !asAnotherUser)) {
          Path calls = filtered ? filter : null;
          candidates.add(new Bubblewrap(tools.get(), shown, calls, asAnotherUser, PROCESSES));
        }
      }
    }
    String reason = "";
    for (Confinement candidate : candidates) {
      reason = trial.failure(candidate);
      if (reason.isEmpty()) {
        return candidate;
      }
    }
    reasons.add("The strong sandbox is missing: bubblewrap does not work (" + reason + ")." + HOW);
    return null;
  }

  private Optional<Bubblewrap.Tools> tools() {
    Optional<String> bwrap = LINUX ? system.find("bwrap") : Optional.empty();
    Optional<String> setpriv = system.find("setpriv");
    Optional<String> prlimit = system.find("prlimit");
    Optional<String> shell = system.find("sh");
    return bwrap.isPresent() && setpriv.isPresent() && prlimit.isPresent() && shell.isPresent()
        ? Optional.of(new Bubblewrap.Tools(shell.get(), bwrap.get(), setpriv.get(), prlimit.get()))
        : Optional.empty();
  }

  private Set<Path> shown(Bubblewrap.Tools tools) {
    List<Path> all = new ArrayList<>(programs);
    all.add(Path.of(tools.prlimit()));
    if (ChildUser.mayBeUsed()) {
      all.add(Path.of(tools.setpriv()));
    }
    return Libraries.of(all, environment);
  }

  private @Nullable Path filter() throws IOException {
    Optional<byte[]> program = SeccompFilter.of(System.getProperty("os.arch", ""));
    if (!LINUX || program.isEmpty()) {
      return null;
    }
    Path temporary = Files.createTempFile(home, "seccomp", ".tmp");
    Files.write(temporary, program.get());
    return Files.move(temporary, home.resolve("seccomp.bpf"), ATOMIC_MOVE);
  }

  private Confinement tried(Detection detection) throws IOException {
    try (TrialFolder folder = TrialFolder.in(home)) {
      return detection.with(
          new SandboxTrial(
              List.of(programs.getFirst().toString(), "-version"),
              environment,
              folder.path(),
              system.find("prlimit").orElse("prlimit")));
    }
  }

  private interface Detection {
    Confinement with(SandboxTrial trial) throws IOException;
  }

  /** A confinement with the reasons why there is no stronger one. */
  private record Reasoned(Confinement confinement, List<String> reasons) implements Confinement {
    @Override
    public Confined confine(FileAccess files) throws IOException {
      return confinement.confine(files);
    }

    @Override
    public SandboxReport report() {
      return confinement.report().lacking(reasons);
    }
  }
}
