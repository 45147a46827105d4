package io.reelway.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.media.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a malicious ffmpeg could do in the strong sandbox. Perl takes its place: every Debian has
 * it, and it can make any system call by number.
 */
@EnabledOnOs(OS.LINUX)
class StrongSandboxTest {
  private static final Path PERL = Path.of("/usr/bin/perl");

  /** Longer than the program needs to install its system call filter. */
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** System calls by name, with their numbers on x86_64 and aarch64 and with harmful arguments. */
  private static final List<String> HARMFUL =
      List.of(
          "ptrace 101 117 16, getppid()",
          "process_vm_readv 310 270 1, 0, 0, 0, 0, 0",
          "kill 62 129 WORKER, 15",
          "tkill 200 130 WORKER, 15",
          "pidfd_open 434 434 WORKER, 0",
          "keyctl 250 219 0, -3, 0",
          "add_key 248 217 'user', 'x', 'y', 1, -3",
          "request_key 249 218 'user', 'x', 'y', -3",
          "bpf 321 280 0, 0, 0",
          "mount 165 40 'none', '/tmp', 'tmpfs', 0, 0",
          "umount2 166 39 '/', 2",
          "pivot_root 155 41 '.', '.'",
          "chroot 161 51 '.'",
          "unshare 272 97 0x10000000",
          "unshare 272 97 0x00020000",
          "setns 308 268 0, 0",
          "clone3 435 435 0, 0",
          "clone 56 220 0x10000011, 0, 0, 0, 0",
          "clone 56 220 0x11, 0, 0, 0, 0",
          "kexec_load 246 104 0, 0, 0, 0",
          "perf_event_open 298 241 0, 0, -1, -1, 0",
          "userfaultfd 323 282 0",
          "io_uring_setup 425 425 1, 0",
          "open_by_handle_at 304 265 0, 0, 0",
          "name_to_handle_at 303 264 -100, '/', 0, 0, 0",
          "symlinkat 266 36 '/etc/passwd', -100, 'link'",
          "linkat 265 37 -100, 'script', -100, 'link', 0",
          "mknodat 259 33 -100, 'pipe', 0010644, 0",
          "memfd_create 319 279 'x', 0",
          "init_module 175 105 0, 0, ''",
          "swapon 167 224 '/x', 0",
          "reboot 169 142 0, 0, 0, 0",
          "ioctl 16 29 0, 0x5412, 'x'",
          "acct 163 89 '/x'",
          "fanotify_init 300 262 0, 0");

  private static Launcher launcher;

  @TempDir static Path cache;
  @TempDir Path folder;

  private Path attempt;
  private Path source;
  private Path outputs;

  @BeforeAll
  static void detect() throws IOException {
    launcher =
        Launcher.detect(
            new FfmpegSettings(
                null,
                cache,
                10,
                ByteSize.valueOf("1 GiB"),
                ByteSize.valueOf("1 MiB"),
                Sandbox.REQUIRED),
            new FfmpegBinaries(PERL, PERL, Map.of(), "perl"));
  }

  @BeforeEach
  void layOut() throws IOException {
    attempt =
        Files.createDirectory(
            folder.resolve("attempt"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    outputs = Files.createDirectory(folder.resolve("outputs"));
    Path deep = Files.createDirectories(folder.resolve("store/jobs/one"));
    source = Files.writeString(deep.resolve("source"), "of this job");
    Files.writeString(
        Files.createDirectories(folder.resolve("store/jobs/two")).resolve("source"), "x");
    Files.writeString(folder.resolve("store/secret"), "x");
  }

  @Test
  void seesOnlyItsInputItsLibrariesAndItsOwnFiles() throws Exception {
    String walk =
        """
        sub walk { my $d = shift; opendir(my $h, $d || '/') or return print "closed $d\\n";
          for (sort readdir($h)) { next if /^[.][.]?$/; my $p = "$d/$_"; lstat $p;
            if (-d _) { walk($p) } else { print "$p\\n" } } }
        walk('');
        """;
    List<String> own = List.of(real(attempt) + "/script", real(source).toString());
    assertThat(said(walk))
        .containsAll(own)
        .filteredOn(file -> !own.contains(file))
        .allMatch(file ->
            file.matches("(/usr)?/lib.*[.]so([.0-9]*)")
                || file.equals("/etc/ld.so.cache")
                || file.matches("/usr/bin/(perl|setpriv|prlimit)"));
  }

  @Test
  void opensNoFileOfTheWorkerOrTheSystem() throws Exception {
    List<String> files =
        List.of(
            "/etc/passwd",
            "/etc/hostname",
            "/proc/self/environ",
            "/proc/1/environ",
            "/proc/" + ProcessHandle.current().pid() + "/environ",
            "/proc/" + ProcessHandle.current().pid() + "/root/etc/passwd",
            "/sys/kernel/notes",
            "/dev/null",
            "/dev/mem",
            "/run/secrets",
            folder.resolve("store/jobs/two/source").toString(),
            folder.resolve("store/secret").toString(),
            attempt + "/../store/secret",
            Path.of("pom.xml").toAbsolutePath().toString());
    assertThat(said(each(files, "open(F, '<', $_) and print \"opened $_\\n\"") + "print 'end'"))
        .containsExactly("end");
  }

  @Test
  void writesOnlyToItsOwnFolders() throws Exception {
    List<String> files =
        List.of(
            "/x",
            "/tmp/x",
            "/usr/bin/x",
            "/usr/bin/perl",
            folder + "/x",
            source.toString(),
            source.getParent() + "/x");
    String own = each(List.of(attempt + "/x", outputs + "/x"), "open(F, '>', $_) or print 'no'");
    assertThat(
            said(own + each(files, "open(F, '>>', $_) and print \"wrote $_\\n\"") + "print 'end'"))
        .containsExactly("end");
    assertThat(source).hasContent("of this job");
    assertThat(outputs.resolve("x")).isRegularFile();
  }

  @Test
  void opensNoSocketOfAnyFamily() throws Exception {
    assertThat(
            said(
                """
                for my $f (0 .. 50) { for my $t (1 .. 6, 10) { for my $p (0, 1, 6, 17) {
                  socket(S, $f, $t, $p) and print "socket $f $t $p\\n";
                  socketpair(A, B, $f, $t, $p) and print "pair $f $t $p\\n"; } } }
                pipe(R, W) and print "pipe\\n";
                """))
        .containsExactly("pipe");
  }

  @Test
  void reachesNoOtherProcess() throws Exception {
    assertThat(
            said(
                """
                for my $pid (-1, 2 .. 70000) { kill(0, $pid) and print "sees $pid\\n" }
                kill('TERM', WORKER) and print "signalled\\n";
                defined fork() and print "forked\\n";
                print "parent ", getppid(), "\\n";
                """))
        .containsExactly("parent 0");
  }

  @Test
  void seesOnlyItsOwnEnvironment() throws Exception {
    assertThat(said("print \"$_=$ENV{$_}\\n\" for grep { $_ ne 'PWD' } keys %ENV"))
        .containsExactly("KNOWN=yes");
  }

  @Test
  void cannotMakeHarmfulSystemCalls() throws Exception {
    StringBuilder script = new StringBuilder();
    int column = System.getProperty("os.arch").equals("aarch64") ? 2 : 1;
    for (String call : HARMFUL) {
      String[] words = call.split(" ", 4);
      script.append(
          "$! = 0; syscall(%s, %s) < 0 && $! == 38 or print \"%s: $!\\n\";%n"
              .formatted(words[column], variables(words[3]), words[0]));
    }
    assertThat(said(script + "print 'end'")).containsExactly("end");
  }

  /** Perl passes only mutable strings to system calls. */
  private static String variables(String arguments) {
    return arguments.replaceAll("('[^']*')", "(my \\$s = $1)");
  }

  @Test
  void hasNoPrivilegesAndIsAnotherUserWhenTheWorkerIsRoot() throws Exception {
    long mine = ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    try (ToolRun run = run()) {
      Process process = run.run(perl("$| = 1; print \"on\\n\"; sleep 30"));
      process.inputReader().readLine();
      ProcessHandle innermost =
          process
              .descendants()
              .filter(each -> each.children().findAny().isEmpty())
              .toList()
              .getLast();
      String user = Files.readString(Path.of("/proc/" + innermost.pid() + "/status"));
      assertThat(user).containsPattern("(?m)^Name:\\s+perl$");
      assertThat(user).containsPattern("(?m)^Cap(Inh|Prm|Eff|Amb):\\s+0+$");
      assertThat(user).doesNotContainPattern("(?m)^Cap(Inh|Prm|Eff|Amb):\\s+0*[1-9a-f]");
      assertThat(user).containsPattern("(?m)^NoNewPrivs:\\s+1$");
      if (mine == 0) {
        assertThat(user).containsPattern("(?m)^Uid:\\s+6[0-9]{4}\\s");
      }
    }
  }

  /** Otherwise files in the store would keep a foreign user id for ever. */
  @Test
  void itsOutputFilesBelongToTheWorkerAfterwards() throws Exception {
    said("open(F, '>', '%s/x')".formatted(outputs));
    assertThat(Files.getOwner(outputs.resolve("x"))).isEqualTo(Files.getOwner(folder));
    assertThat(Files.getOwner(outputs)).isEqualTo(Files.getOwner(folder));
  }

  @Test
  void readsAnInputThatOnlyTheWorkerMayRead() throws Exception {
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rw-------"));
    assertThat(said("open(F, '<', '%s'); print <F>".formatted(real(source))))
        .containsExactly("of this job");
  }

  @Test
  void readsAnInputThatIsASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("by-link"), source.getParent());
    try (ToolRun run = run()) {
      List<String> command =
          new ArrayList<>(perl("open(F, '<', $ARGV[1] =~ s/file://r); print <F>"));
      command.addAll(List.of("-i", "file:" + link.resolve("source")));
      assertThat(run.run(command).inputReader().readLine()).isEqualTo("of this job");
    }
  }

  private Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException gone) {
      throw new AssertionError(gone);
    }
  }

  private static String each(List<String> files, String what) {
    return "for (qw{" + String.join(" ", files) + "}) { " + what + " }\n";
  }

  /**
   * Runs a script with the source as input and the outputs' folder for output, and returns what it
   * prints.
   */
  private List<String> said(String script) throws Exception {
    try (ToolRun run = run()) {
      List<String> command =
          new ArrayList<>(
              perl(script.replace("WORKER", Long.toString(ProcessHandle.current().pid()))));
      command.addAll(List.of("-i", "file:" + source, "file:" + outputs.resolve("output")));
      Process process = run.run(command);
      List<String> lines = process.inputReader().lines().toList();
      process.waitFor();
      assertThat(run.finish()).as("errors of Perl").isEmpty();
      return lines;
    }
  }

  private List<String> perl(String script) throws IOException {
    Files.writeString(attempt.resolve("script"), script);
    return List.of(PERL.toString(), "script");
  }

  private ToolRun run() {
    return new ToolRun(launcher, Map.of("KNOWN", "yes"), attempt, LIMIT, ToolListener.DEAF);
  }
}
