package io.reelway.ffmpeg.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The strong form: bubblewrap builds an empty file system in memory, shows in it the program, its
 * libraries, its inputs and its own folders, and starts the program there as the only process, in
 * namespaces of its own and behind a filter for system calls. There is no {@code /proc}, no {@code
 * /dev}, no {@code /etc}.
 *
 * <p>A worker that is root starts it as another user; that one must be able to read the inputs. Any
 * other worker, and root for inputs that others may not read, uses a user namespace.
 */
final class Bubblewrap implements Confinement {
  private static final List<String> USER_NAMESPACE =
      List.of("--unshare-user", "--uid", "65534", "--gid", "65534");

  /**
   * What root keeps until setpriv has made it another user, which takes all of it away: to become
   * that one, and to enter its folder.
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
   * @param shown the programs and their libraries
   * @param filter the filter for system calls; {@code null}: none
   * @param asAnotherUser whether this process is root and may change to another
   * @param processes how many processes and threads one may have
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
   * The programs of the system that it needs; those inside are shown.
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
    // Last, as the kernel forgets this wish when the user changes.
    words.addAll(List.of("--inh-caps=-all", "--pdeathsig", "KILL", "--"));
    user.own(files.writes());
    return new Confined(
        List.of("--nproc=" + processes), before, words, () -> user.disown(files.writes()));
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
    // Made by name, or else bubblewrap lets only root enter them.
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
