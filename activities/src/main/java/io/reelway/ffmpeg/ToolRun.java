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
import java.util.regex.Pattern;
import net.bramp.ffmpeg.progress.StreamProgressParser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs ffmpeg or ffprobe, once or several times in sequence. Each run has its own directory and
 * environment, no input, a deadline, and a bounded tail of error messages. An interrupt of the
 * waiting thread kills the program. {@link #stop} does so from any thread, even before the start.
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

  /** The working directory; the caller owns the files in it. */
  public Path directory() {
    return directory;
  }

  /**
   * Limits the address space of the following programs below the limit in the settings.
   *
   * @param bytes at least 512 MiB, which a program needs to start
   */
  public void limitMemory(long bytes) {
    memory = bytes;
  }

  /**
   * Starts a program. Its standard error is drained here; the caller must read its standard output.
   * It can access the files that its arguments name as {@code file:PATH}, and its directory.
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
   * @param progress converts ffmpeg's reports into progress
   * @param listener receives the progress at each report
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

  /** Runs a program to its end and discards its standard output. */
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
    return result(running, start);
  }

  /**
   * Runs a program to its end and passes its standard output to a reader; the rest is discarded.
   */
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
    return result(running, start);
  }

  private ToolResult result(Process running, long start) throws IOException, InterruptedException {
    int exitCode = running.waitFor();
    return new ToolResult(
        exitCode, finish(), errors.diagnostics(), Duration.ofNanos(System.nanoTime() - start));
  }

  /**
   * Reads the standard output of a program until the reader returns. An interrupt of the calling
   * thread kills the program.
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

  /** Converts the output of a program. */
  @FunctionalInterface
  interface Conversion<T> {
    T of(InputStream output) throws IOException;
  }

  /** The reason why the output of a program ends early: broken input, or the end of the program. */
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

  /** Reads the output of a program. */
  @FunctionalInterface
  public interface OutputReader {
    void read(InputStream output) throws IOException;
  }

  /**
   * Waits for the end of the program and of its error output.
   *
   * @throws TimeLimitException if the deadline ended the run
   * @throws InterruptedIOException when it was stopped
   * @throws ToolKilledException if it was killed from outside
   * @throws IOException if the program could not start, which says nothing about its input
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

  /** Returns the files of an ended process to the user of this worker. */
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
    return new ToolExit(program, code.getAsInt(), List.of()).outcome();
  }

  /** Whether an allocation failed. Call it after the program has failed. */
  public boolean ranOutOfMemory() {
    return ToolResult.mentionMemory(errors.lines());
  }

  /** Whether one of the last lines contains these words. Call it after the program has ended. */
  public boolean reported(String words) {
    return errors.contains(words);
  }

  /**
   * The distinct matches of the first group of the pattern in the last lines. Call it after the
   * program has ended.
   */
  public List<String> reports(Pattern pattern) {
    return errors.matches(pattern);
  }

  /**
   * Forgets the messages so far, so that only those of the following programs count. Call it after
   * the program has ended.
   *
   * @return the counts of these messages
   */
  public FfmpegDiagnostics forgetErrors() {
    FfmpegDiagnostics counted = errors.diagnostics();
    errors.clear();
    return counted;
  }

  /** Kills the program and its children at once; no further program starts. */
  public void stop() {
    process.stop();
  }

  /**
   * Throws if the run was stopped, to end work between two programs.
   *
   * @throws InterruptedIOException if the run was stopped
   */
  public void throwIfStopped() throws InterruptedIOException {
    process.throwIfStopped();
  }

  /** Kills what still runs. After this returns, no process writes to the files any more. */
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
      // The process is gone. What was read remains valid.
    }
  }
}
