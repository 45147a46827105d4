package io.reelway.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The processor time of each program that a process starts. Looks every 20 ms, so up to so much of
 * each program is missed.
 */
final class ProgramTimes implements AutoCloseable {
  private final ProcessHandle parent;
  private final Map<Long, Program> programs = new LinkedHashMap<>();
  private final Thread watch;

  private ProgramTimes(ProcessHandle parent) {
    this.parent = parent;
    watch = Thread.ofVirtual().start(this::watch);
  }

  /** Begins to watch. */
  static ProgramTimes of(long pid) {
    return new ProgramTimes(ProcessHandle.of(pid).orElseThrow());
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        parent.descendants().forEach(this::note);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(ProcessHandle process) {
    ProcessHandle.Info info = process.info();
    String[] words = info.arguments().orElse(new String[0]);
    info.totalCpuDuration()
        .ifPresent(time -> {
          if (words.length > 0) {
            synchronized (programs) {
              programs.put(process.pid(), new Program(String.join(" ", words), time.toNanos()));
            }
          }
        });
  }

  /** Processor time in nanoseconds of the programs whose arguments match. */
  List<Long> nanosOf(Predicate<String> arguments) {
    synchronized (programs) {
      return programs.values().stream()
          .filter(program -> arguments.test(program.arguments))
          .map(Program::nanos)
          .toList();
    }
  }

  private record Program(String arguments, long nanos) {}

  @Override
  public void close() {
    watch.interrupt();
  }
}
