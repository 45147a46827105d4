package io.reelway.ffmpeg.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strong form. Bubblewrap builds an empty file system in memory and mounts the program, its
 * libraries, its inputs and its own folders in it. It starts the program there as the only process,
 * in its own namespaces and behind a system call filter. There is no {@code /proc}, no {@code
 * /dev}, no {@code /etc}.
 *
 * <p>A worker that runs as root starts the program as another user, who must be able to read the
 * inputs. Any other worker uses a user namespace; so does root for inputs that others may not read.
 */
final class Bubblewrap implements Confinement {
  private static final List<String> USER_NAMESPACE =
      List.of("--unshare-user", "--uid", "65534", "--gid", "65534");

  /**
   * The capabilities that root keeps until setpriv changes the user: to change to that user, and to
   * enter its folder. The change takes all of them away.
   */
  private static final List<String> TO_CHANGE_USER =
      List.of(
          "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_DAC_READ_SEARCH");

  private final Tools tools;
  private final Set<Path> shown;
  private final @Nullable Path filter;
  private final boolean asAnotherUser;
  private final int processes;

  /**
   * @param shown the programs and their libraries, which are mounted
   * @param filter the system call filter; {@code null} for none
   * @param asAnotherUser whether this process is root and may change to another user
   * @param processes maximum number of processes and threads of one run
   */
  Bubblewrap(
      Tools tools, Set<Path> shown, @Nullable Path filter, boolean asAnotherUser, int processes) {
    this.tools = tools;
    this.shown = shown;
    this.filter = filter;
    this.asAnotherUser = asAnotherUser;
    this.processes = processes;
  }

  /**
   * The required programs of the system. Those that run inside the sandbox are mounted.
   *
   * @param shell opens the filter for bubblewrap
   */
  record Tools(String shell, String bwrap, String setpriv, String prlimit) {}

  @Override
  public Confined confine(FileAccess files) throws IOException {
    List<String> before =
        filter == null
            ? List.of()
            : List.of(tools.shell(), "-c", "exec \"$@\" 3<\"$0\"", filter.toString());
    if (!asAnotherUser || !ChildUser.mayRead(files.foreignReads())) {
      List<String> words = words(files, USER_NAMESPACE);
      words.addAll(List.of(tools.prlimit(), "--nproc=" + processes, "--"));
      return new Confined(List.of(), before, words, Confined.NOTHING);
    }
    ChildUser user = ChildUser.next();
    List<String> words = words(files, TO_CHANGE_USER);
    words.add(tools.setpriv());
    words.addAll(user.options());
    // Last, because the kernel forgets the death signal when the user changes.
    words.addAll(List.of("--inh-caps=-all", "--pdeathsig", "KILL", "--"));
    user.own(files.writes());
    return new Confined(
        List.of("--nproc=" + processes), before, words, () -> user.returnToRoot(files.writes()));
  }

  private List<String> words(FileAccess files, List<String> user) {
    List<String> words =
        new ArrayList<>(
            List.of(
                tools.bwrap(),
                "--as-pid-1",
                "--die-with-parent",
                "--new-session",
                "--unshare-pid",
                "--unshare-net",
                "--unshare-ipc",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--cap-drop",
                "ALL"));
    words.addAll(user);
    if (filter != null) {
      words.addAll(List.of("--seccomp", "3"));
    }
    // Created explicitly; otherwise bubblewrap lets only root enter them.
    folders(files).forEach(folder -> words.addAll(List.of("--dir", folder.toString())));
    shown.forEach(path -> bind(words, "--ro-bind", path));
    files.writes().forEach(folder -> bind(words, "--bind", folder));
    files.reads().forEach(file -> bind(words, "--ro-bind", file));
    words.addAll(List.of("--remount-ro", "/", "--chdir", files.directory().toString(), "--"));
    return words;
  }

  private Set<Path> folders(FileAccess files) {
    Set<Path> folders = new LinkedHashSet<>();
    List.of(shown, files.writes(), files.foreignReads())
        .forEach(paths -> paths.forEach(path -> folders.add(path.getParent())));
    folders.removeIf(folder -> folder == null || folder.getParent() == null);
    return folders;
  }

  private static void bind(List<String> words, String how, Path path) {
    words.addAll(List.of(how, path.toString(), path.toString()));
  }

  @Override
  public SandboxReport report() {
    List<String> inForce =
        new ArrayList<>(
            List.of("own files only", "own processes only", "no network", "no privileges"));
    List<String> missing = new ArrayList<>();
    if (filter == null) {
      missing.add("System calls are not filtered: this kernel or processor does not allow it.");
    } else {
      inForce.add("few system calls");
    }
    if (asAnotherUser) {
      inForce.add("another user");
    } else if (ChildUser.mayBeUsed()) {
      missing.add("ffmpeg runs as root without privileges: run the worker as another user.");
    }
    if (asAnotherUser || !ChildUser.mayBeUsed()) {
      inForce.add("at most " + processes + " threads");
    }
    inForce.add(SandboxReport.ENDS);
    return new SandboxReport("bubblewrap", filter != null, inForce, missing);
  }
}
