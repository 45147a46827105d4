package io.reelway.ffmpeg;

import io.reelway.failure.TimeLimitException;
import io.reelway.failure.ToolKilledException;
import io.reelway.ffmpeg.sandbox.Confinement;
import io.reelway.job.Progress;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.bramp.ffmpeg.progress.StreamProgressParser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run of ffmpeg or ffprobe, or several one after another: in a directory of its own, with an
 * environment of its own, no input, a deadline each, and a bounded memory of what they reports. An
 * interrupt of the thread that waits for a program kills it; so does {@link #stop}, which may be
 * called from any thread, also before the start.
 */
public final class ToolRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ToolRun.class);
  private static final int BUFFER = 1 << 16;
  private static final int LAST_WORDS_SECONDS = 2;

  private static final File NOTHING =
      new File(System.getProperty("os.name", "").startsWith("Windows") ? "NUL" : "/dev/null");

  private final Launcher launcher;
  private final Map<String, String> environment;
  private final Path directory;
  private final Duration limit;
  private final StoppableProcess process;
  private final ToolListener listener;
  private final StderrTail errors = new StderrTail();

  private @Nullable Thread drain;
  private String program = "";
  private Instant startedAt = Instant.EPOCH;
  private long memory = Long.MAX_VALUE;
  private Confinement.End end = () -> {};

  ToolRun(
      Launcher launcher,
      Map<String, String> environment,
      Path directory,
      Duration limit,
      ToolListener listener) {
    this.launcher = launcher;
    this.environment = environment;
    this.directory = directory;
    this.limit = limit;
    this.process = new StoppableProcess(limit);
    this.listener = listener;
  }

  /** Where it runs; what it leaves there is the caller's. */
  public Path directory() {
    return directory;
  }

  /**
   * Lets what is started from now on have less address space than the settings allow.
   *
   * @param bytes at least what a program needs to start: 512 MiB
   */
  public void limitMemory(long bytes) {
    memory = bytes;
  }

  /**
   * Starts a program. Its error output is read already; its standard output is the caller's to
   * read. It sees the files that its arguments name as {@code file:PATH}, and its directory.
   */
  public Process run(List<String> arguments) throws IOException {
    Launcher.Launch launch = launcher.launch(limit, memory, directory, arguments);
    end = launch.end();
    ProcessBuilder builder =
        new ProcessBuilder(launch.words())
            .directory(directory.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(NOTHING));
    builder.environment().clear();
    builder.environment().putAll(environment);
    LOG.debug("Running {}", String.join(" ", launch.words()));
    Process started = process.start(builder);
    program = Path.of(arguments.getFirst()).getFileName().toString();
    startedAt = Instant.now();
    drain = Thread.ofVirtual().start(() -> drain(started.getErrorStream()));
    return started;
  }

  /**
   * Runs ffmpeg with {@code -progress pipe:1} to its end.
   *
   * @param progress turns what ffmpeg reports into shares of the whole
   * @param listener gets the progress at each report
   */
  public ToolResult complete(
      List<String> arguments, EncodeProgress progress, Consumer<Progress> listener)
      throws IOException, InterruptedException {
    return complete(
        arguments,
        output ->
            new StreamProgressParser(block -> listener.accept(progress.next(block)))
                .processStream(output));
  }

  /** Runs a program to its end; its standard output is read and forgotten. */
  public ToolResult complete(List<String> arguments) throws IOException, InterruptedException {
    return complete(arguments, output -> output.transferTo(OutputStream.nullOutputStream()));
  }

  private ToolResult complete(List<String> arguments, OutputReader reader)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process running = run(arguments);
    try {
      read(
          running,
          output -> {
            reader.read(output);
            return true;
          });
    } catch (IOException closedByKill) {
      if (running.isAlive()) {
        throw closedByKill;
      }
    }
    int exitCode = running.waitFor();
    return new ToolResult(
        exitCode, finish(), errors.diagnostics(), Duration.ofNanos(System.nanoTime() - start));
  }

  /** Runs a program to its end and hands on its standard output, all of which is read. */
  public ToolResult pipe(List<String> arguments, OutputReader reader)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process running = run(arguments);
    try {
      read(
          running,
          output -> {
            reader.read(output);
            return output.transferTo(OutputStream.nullOutputStream());
          });
    } catch (InterruptedIOException stop) {
      throw stop;
    } catch (IOException cutOff) {
      throw causeOfCutOff(running, cutOff);
    }
    int exitCode = running.waitFor();
    return new ToolResult(
        exitCode, finish(), errors.diagnostics(), Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * Reads what a program writes, to whatever end the reader comes. When the calling thread is
   * interrupted the program is killed.
   */
  <T> T read(Process running, Conversion<T> reader) throws IOException, InterruptedException {
    return PipeReader.await(
        () -> {
          try (InputStream output = new BufferedInputStream(running.getInputStream(), BUFFER)) {
            return reader.of(output);
          }
        },
        this::stop);
  }

  /** Makes something of what a program writes. */
  @FunctionalInterface
  interface Conversion<T> {
    T of(InputStream output) throws IOException;
  }

  /**
   * Why the output of a program ends too early: its input is broken, or something ended the
   * program.
   */
  private IOException causeOfCutOff(Process running, IOException cutOff)
      throws InterruptedException {
    try {
      if (running.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        finish();
      }
      return cutOff;
    } catch (IOException ended) {
      ended.addSuppressed(cutOff);
      return ended;
    }
  }

  /** Takes what a program writes. */
  @FunctionalInterface
  public interface OutputReader {
    void read(InputStream output) throws IOException;
  }

  /**
   * Waits for the last words.
   *
   * @throws TimeLimitException when the run was ended by its deadline
   * @throws InterruptedIOException when it was stopped
   * @throws ToolKilledException when somebody else ended it
   * @throws IOException when the program could not even be begun: no fault of what it was to read
   */
  List<String> finish() throws IOException, InterruptedException {
    listener.ended(program, outcome(), startedAt);
    process.throwIfCutShort();
    if (drain != null) {
      drain.join();
    }
    reclaimFiles();
    ToolExit exit = exit();
    if (exit.hasNotBegun()) {
      throw new IOException(program + " could not be run: " + String.join("; ", errors.lines()));
    }
    if (exit.wasKilled()) {
      throw new ToolKilledException(program, exit.code());
    }
    return errors.lines();
  }

  private ToolExit exit() {
    return new ToolExit(program, process.exitCode().orElse(0), errors.lines());
  }

  /** Makes the files of an ended process this worker's again. */
  private void reclaimFiles() throws IOException {
    Confinement.End last = end;
    end = () -> {};
    last.run();
  }

  private ToolListener.Outcome outcome() {
    OptionalInt code = process.exitCode();
    if (process.hasExpired()) {
      return ToolListener.Outcome.TIMEOUT;
    }
    if (process.isStopped() || code.isEmpty()) {
      return ToolListener.Outcome.STOPPED;
    }
    if (code.getAsInt() == 0) {
      return ToolListener.Outcome.OK;
    }
    return new ToolExit(program, code.getAsInt(), List.of()).wasKilled()
        ? ToolListener.Outcome.KILLED
        : ToolListener.Outcome.FAILED;
  }

  /** Whether it got less memory than it asked for; to be asked after it has failed. */
  public boolean ranOutOfMemory() {
    return ToolResult.mentionMemory(errors.lines());
  }

  /** Whether one of its last lines had these words; to be asked after it has ended. */
  public boolean reported(String words) {
    return errors.lines().stream().anyMatch(line -> line.contains(words));
  }

  /** What the pattern's first group found in its last lines, each once; after it has ended. */
  public List<String> reports(Pattern pattern) {
    return errors.lines().stream()
        .map(pattern::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  /** Kills the program and what it started, at once and for good. */
  public void stop() {
    process.stop();
  }

  /**
   * Ends work that goes on without a program.
   *
   * @throws InterruptedIOException when the run was stopped
   */
  public void throwIfStopped() throws InterruptedIOException {
    process.throwIfStopped();
  }

  /** Leaves no process behind: once this returns, none writes to its files any more. */
  @Override
  public void close() {
    process.end();
    try {
      reclaimFiles();
    } catch (IOException lost) {
      LOG.warn("Files of an ended program keep the wrong owner, reason={}", lost.getMessage());
    }
  }

  private void drain(InputStream stream) {
    try (stream) {
      errors.drain(stream);
    } catch (IOException closed) {
      // The process is gone; what was read stays.
    }
  }
}
