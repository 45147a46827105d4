package io.reelway.api.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * A process of this machine, distinguishable from a later one with the same id.
 *
 * @param number its process id
 * @param startedAt its start time; the epoch if the system does not know it
 */
record Pid(long number, Instant startedAt) {
  static Pid of(ProcessHandle process) {
    return new Pid(process.pid(), startOf(process));
  }

  /**
   * Parses the result of {@link #toString}; an invalid text (the writer died halfway) means a
   * process that does not run.
   */
  static Pid parse(String text) {
    int space = text.indexOf(' ');
    try {
      return new Pid(
          Long.parseLong(text.substring(0, space)),
          Instant.parse(text.substring(space + 1).strip()));
    } catch (RuntimeException cutOff) {
      return new Pid(-1, Instant.EPOCH);
    }
  }

  /** The process, if it runs. */
  Optional<ProcessHandle> running() {
    return number < 1
        ? Optional.empty()
        : ProcessHandle.of(number)
            .filter(ProcessHandle::isAlive)
            .filter(process -> startOf(process).equals(startedAt));
  }

  private static Instant startOf(ProcessHandle process) {
    return process.info().startInstant().orElse(Instant.EPOCH);
  }

  @Override
  public String toString() {
    return number + " " + startedAt;
  }
}
