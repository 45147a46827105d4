package io.reelway.ffmpeg.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * Report for operators on the isolation of ffmpeg from the rest of this machine.
 *
 * @param form the mechanism, e.g. {@code bubblewrap}
 * @param strong whether a process sees only its own files, no other process and no network, and may
 *     use few system calls
 * @param inForce the protections in force
 * @param missing the protections that this system lacks, as sentences that say how to get them
 */
public record SandboxReport(
    String form, boolean strong, List<String> inForce, List<String> missing) {
  /**
   * This holds for every process: the kernel kills it with its worker. If the worker was killed
   * while it set up the process, the next worker kills it. See docs/decisions/0084.
   */
  static final String ENDS = "ends with its worker or at the next start";

  public SandboxReport {
    inForce = List.copyOf(inForce);
    missing = List.copyOf(missing);
  }

  /** Returns a copy with more protections in force. */
  public SandboxReport and(List<String> more) {
    List<String> all = new ArrayList<>(inForce);
    all.addAll(more);
    return new SandboxReport(form, strong, all, missing);
  }

  /** Returns a copy with more missing protections. */
  SandboxReport lacking(List<String> reasons) {
    List<String> all = new ArrayList<>(reasons);
    all.addAll(missing);
    return new SandboxReport(form, strong, inForce, all);
  }

  /** The report in one line. */
  public String describe() {
    return "sandbox " + form + ": " + (inForce.isEmpty() ? "nothing" : String.join(", ", inForce));
  }
}
