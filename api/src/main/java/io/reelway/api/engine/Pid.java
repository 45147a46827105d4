package io.reelway.api.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * A process of this machine, told apart from a later one that was given the same number.
 *
 * @param number its number
 * @param startedAt when it was started; the epoch where the system does not tell
 */
record Pid(long number, Instant startedAt) {
  static Pid of(ProcessHandle process) {
    return new Pid(process.pid(), startOf(process));
  }

  /**
   * Reads what {@link #toString} wrote; a text that is none (the writer died halfway) is a process
   * that does not run.
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

  /** The process, while it runs. */
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
