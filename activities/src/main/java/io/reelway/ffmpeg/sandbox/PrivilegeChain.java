package io.reelway.ffmpeg.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The form for systems on which bubblewrap does not work: a chain of programs. Each one removes a
 * privilege and then replaces itself with the next. Programs and protections that the system does
 * not offer are left out.
 *
 * @param unshare words that cut off the network; empty when that is not allowed
 * @param setpriv words that drop privileges, without the separator; empty without that program
 * @param shown the programs and libraries, when Landlock hides everything else; {@code null}
 *     without Landlock
 * @param filter the system call filter; {@code null} for none
 * @param asAnotherUser whether this process is root and may change to another user
 */
record PrivilegeChain(
    List<String> unshare,
    List<String> setpriv,
    @Nullable Set<Path> shown,
    @Nullable Path filter,
    boolean asAnotherUser)
    implements Confinement {
  /** Options for a network namespace without a way out: for root, then for other users. */
  private static final List<List<String>> NO_NETWORK =
      List.of(
          List.of("--net", "--"),
          List.of("--user", "--map-current-user", "--net", "--"),
          List.of("--user", "--map-root-user", "--net", "--"));

  private static final List<String> ENDS_WITH_WORKER = List.of("--pdeathsig", "KILL");

  /**
   * Options that prevent new privileges and drop the existing ones. Not every user may do the
   * latter.
   */
  private static final List<List<String>> NO_PRIVILEGE =
      List.of(
          List.of("--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"),
          List.of("--no-new-privs", "--inh-caps=-all"),
          List.of("--no-new-privs"));

  private static final String ACCESS_TO_OWN_FOLDER =
      "read-file,write-file,read-dir,make-reg,remove-file,truncate";

  private static final PrivilegeChain NOTHING =
      new PrivilegeChain(List.of(), List.of(), null, null, false);

  /** Only ends ffmpeg with its worker. */
  static PrivilegeChain limitsOnly(SystemPrograms programs, SandboxTrial trial) {
    return withSetpriv(NOTHING, programs, trial, List.of(List.of()));
  }

  /** The strongest chain that this system allows. */
  static PrivilegeChain detect(
      SystemPrograms programs, SandboxTrial trial, Set<Path> shown, @Nullable Path filter) {
    PrivilegeChain chain = withoutNetwork(programs, trial);
    chain = withSetpriv(chain, programs, trial, NO_PRIVILEGE);
    if (chain.setpriv.isEmpty()) {
      return withSetpriv(chain, programs, trial, List.of(List.of()));
    }
    chain = chain.or(trial, chain.with(shown, null, false));
    if (filter != null) {
      chain = chain.or(trial, chain.with(chain.shown, filter, false));
    }
    return ChildUser.mayBeUsed()
        ? chain.or(trial, chain.with(chain.shown, chain.filter, true))
        : chain;
  }

  private static PrivilegeChain withoutNetwork(SystemPrograms programs, SandboxTrial trial) {
    String unshare = programs.find("unshare").orElse("");
    for (List<String> way : NO_NETWORK) {
      PrivilegeChain chain = new PrivilegeChain(joined(unshare, way), List.of(), null, null, false);
      if (!unshare.isEmpty() && trial.works(chain)) {
        return chain;
      }
    }
    return NOTHING;
  }

  private static PrivilegeChain withSetpriv(
      PrivilegeChain chain, SystemPrograms programs, SandboxTrial trial, List<List<String>> ways) {
    String setpriv = programs.find("setpriv").orElse("");
    for (List<String> way : ways) {
      List<String> words = joined(setpriv, way);
      words.addAll(ENDS_WITH_WORKER);
      PrivilegeChain extended = new PrivilegeChain(chain.unshare, words, null, null, false);
      if (!setpriv.isEmpty() && trial.works(extended)) {
        return extended;
      }
    }
    return chain;
  }

  private static List<String> joined(String program, List<String> words) {
    List<String> all = new ArrayList<>(List.of(program));
    all.addAll(words);
    return all;
  }

  private PrivilegeChain with(
      @Nullable Set<Path> nowShown, @Nullable Path nowFilter, boolean nowAsAnotherUser) {
    return new PrivilegeChain(unshare, setpriv, nowShown, nowFilter, nowAsAnotherUser);
  }

  private PrivilegeChain or(SandboxTrial trial, PrivilegeChain candidate) {
    return trial.works(candidate) ? candidate : this;
  }

  @Override
  public Confined confine(FileAccess files) throws IOException {
    List<String> words = new ArrayList<>(unshare);
    words.addAll(setpriv);
    End end = Confined.NOTHING;
    if (shown != null) {
      words.addAll(landlock(shown, files));
    }
    if (filter != null) {
      words.addAll(List.of("--seccomp-filter", filter.toString()));
    }
    if (asAnotherUser && mayWorkAsAnother(files)) {
      ChildUser user = ChildUser.next();
      words.addAll(user.options());
      user.own(files.writes());
      end = () -> user.returnToRoot(files.writes());
    }
    if (!setpriv.isEmpty()) {
      words.add("--");
    }
    return new Confined(List.of(), List.of(), words, end);
  }

  private static boolean mayWorkAsAnother(FileAccess files) throws IOException {
    return ChildUser.mayRead(files.foreignReads())
        && ChildUser.mayReach(files.foreignReads())
        && ChildUser.mayReach(files.writes());
  }

  private static List<String> landlock(Set<Path> shown, FileAccess files) {
    List<String> words = new ArrayList<>(List.of("--landlock-access", "fs"));
    shown.forEach(path ->
        allow(
            words,
            Files.isDirectory(path) ? "execute,read-file,read-dir" : "execute,read-file",
            path));
    files.foreignReads().forEach(file -> allow(words, "read-file", file));
    files.writes().forEach(folder -> allow(words, ACCESS_TO_OWN_FOLDER, folder));
    return words;
  }

  private static void allow(List<String> words, String access, Path path) {
    words.addAll(List.of("--landlock-rule", "path-beneath:" + access + ":" + path));
  }

  @Override
  public SandboxReport report() {
    List<String> inForce = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    report(
        shown != null, "own files only", inForce, missing, "ffmpeg can open files of other jobs.");
    report(!unshare.isEmpty(), "no network", inForce, missing, "ffmpeg can use the network.");
    report(
        filter != null,
        "few system calls",
        inForce,
        missing,
        "System calls are not filtered; setpriv of util-linux 2.41 can do it.");
    if (ChildUser.mayBeUsed()) {
      report(asAnotherUser, "another user", inForce, missing, "ffmpeg runs as root.");
    }
    if (filter == null && !asAnotherUser) {
      missing.add("ffmpeg can signal other processes of its user.");
    }
    report(
        setpriv.contains("--no-new-privs"),
        "no privileges",
        inForce,
        missing,
        "ffmpeg keeps the privileges of the worker.");
    report(
        !setpriv.isEmpty(),
        SandboxReport.ENDS,
        inForce,
        missing,
        "ffmpeg outlives a killed worker: install setpriv (package util-linux).");
    return new SandboxReport(shown != null ? "Landlock" : "basic", false, inForce, missing);
  }

  private static void report(
      boolean holds, String name, List<String> inForce, List<String> missing, String problem) {
    if (holds) {
      inForce.add(name);
    } else {
      missing.add(problem);
    }
  }
}
