package io.reelway.ffmpeg.sandbox;

import java.util.ArrayList;
import java.util.List;

/**
 * What keeps ffmpeg apart from the rest of this machine, for operators.
 *
 * @param form the mechanism, e.g. {@code bubblewrap}
 * @param strong whether a process sees its own files only, no other process and no network, and may
 *     make few system calls
 * @param inForce the protections
 * @param missing what this system does not give, as sentences that say how to get it
 */
public record SandboxReport(
    String form, boolean strong, List<String> inForce, List<String> missing) {
  /**
   * Of every process: the kernel kills it with its worker, or, where that was killed while the
   * process was being set up, the next worker does. See docs/decisions/0084.
   */
  static final String ENDS = "ends with its worker or at the next start";

  public SandboxReport {
    inForce = List.copyOf(inForce);
    missing = List.copyOf(missing);
  }

  /** A copy with more protections in force. */
  public SandboxReport and(List<String> more) {
    List<String> all = new ArrayList<>(inForce);
    all.addAll(more);
    return new SandboxReport(form, strong, all, missing);
  }

  /** A copy with more missing protections. */
  SandboxReport lacking(List<String> reasons) {
    List<String> all = new ArrayList<>(reasons);
    all.addAll(missing);
    return new SandboxReport(form, strong, inForce, all);
  }

  /** In one line. */
  public String describe() {
    return "sandbox " + form + ": " + (inForce.isEmpty() ? "nothing" : String.join(", ", inForce));
  }
}
