package io.reelway.ffmpeg.sandbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The program that the kernel runs before each system call of ffmpeg: classic BPF, as {@code struct
 * sock_filter} in the byte order of the machine (seccomp(2)). It allows the calls in the list
 * {@code system-calls.txt}, and threads. Any other call fails with {@code ENOSYS}, as on a kernel
 * without it, so that libraries fall back to an older call where there is one. This excludes
 * sockets, processes, signals to others, links, mounts and namespaces.
 */
final class SeccompFilter {
  private static final String LIST = "system-calls.txt";

  private static final int LOAD_WORD = 0x20;
  private static final int AND = 0x54;
  private static final int JUMP_IF_EQUAL = 0x15;
  private static final int RETURN = 0x06;

  /** Offsets in {@code struct seccomp_data}. */
  private static final int NUMBER = 0;

  private static final int ARCHITECTURE = 4;
  private static final int FIRST_ARGUMENT = 16;

  private static final int ALLOW = 0x7fff0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int NO_SUCH_CALL = 0x00050000 | 38;

  private static final int CLONE_THREAD = 0x00010000;

  /** All flags that create a namespace. */
  private static final int CLONE_NEW = 0x7e020000;

  private static final int INSTRUCTION = 8;

  private SeccompFilter() {}

  /** The machines whose system call numbers are known. */
  private enum Machine {
    X86_64(0xc000003e, 56, 1),
    AARCH64(0xc00000b7, 220, 2);

    private final int architecture;
    private final int clone;
    private final int column;

    Machine(int architecture, int clone, int column) {
      this.architecture = architecture;
      this.clone = clone;
      this.column = column;
    }
  }

  /**
   * Returns the filter for a processor.
   *
   * @param processor name in Java, e.g. {@code amd64}
   * @return the filter; empty when the system call numbers are not known
   */
  static Optional<byte[]> of(String processor) {
    return switch (processor) {
      case "amd64", "x86_64" -> Optional.of(assemble(Machine.X86_64));
      case "aarch64" -> Optional.of(assemble(Machine.AARCH64));
      default -> Optional.empty();
    };
  }

  private static byte[] assemble(Machine machine) {
    List<Integer> calls = calls(machine);
    // Three instructions for clone, then the refusal, then the permission.
    int afterCalls = 4;
    ByteBuffer program =
        ByteBuffer.allocate(INSTRUCTION * (4 + calls.size() + afterCalls + 2))
            .order(ByteOrder.LITTLE_ENDIAN);
    put(program, LOAD_WORD, 0, 0, ARCHITECTURE);
    put(program, JUMP_IF_EQUAL, 1, 0, machine.architecture);
    put(program, RETURN, 0, 0, KILL_PROCESS);
    put(program, LOAD_WORD, 0, 0, NUMBER);
    for (int i = 0; i < calls.size(); i++) {
      put(program, JUMP_IF_EQUAL, calls.size() - i + afterCalls, 0, calls.get(i));
    }
    put(program, JUMP_IF_EQUAL, 0, 3, machine.clone);
    put(program, LOAD_WORD, 0, 0, FIRST_ARGUMENT);
    put(program, AND, 0, 0, CLONE_THREAD | CLONE_NEW);
    put(program, JUMP_IF_EQUAL, 1, 0, CLONE_THREAD);
    put(program, RETURN, 0, 0, NO_SUCH_CALL);
    put(program, RETURN, 0, 0, ALLOW);
    return program.array();
  }

  private static void put(ByteBuffer program, int code, int ifTrue, int ifFalse, int operand) {
    program.putShort((short) code).put((byte) ifTrue).put((byte) ifFalse).putInt(operand);
  }

  private static List<Integer> calls(Machine machine) {
    InputStream list =
        Objects.requireNonNull(SeccompFilter.class.getResourceAsStream(LIST), "Part of this jar");
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .map(words -> words[machine.column])
          .filter(number -> !number.equals("-"))
          .map(Integer::valueOf)
          .toList();
    } catch (IOException impossible) {
      throw new AssertionError("A part of this jar is readable", impossible);
    }
  }
}
