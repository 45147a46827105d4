package io.reelway.api.secrets;

import io.reelway.ffmpeg.sandbox.SandboxReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Detects secrets in the environment of this process. Every process of the same user can read it
 * while this process runs; a confined ffmpeg cannot, an unconfined one may.
 */
public final class SecretsInEnvironment {
  private static final List<String> NAMES =
      List.of(
          "REELWAY_KEYS",
          "REELWAY_DATABASE_PASSWORD",
          "REELWAY_SIGNING_SECRET",
          "REELWAY_STORE_S3_SECRET_KEY",
          "REELWAY_WEBHOOK_SECRET",
          "AWS_SECRET_ACCESS_KEY",
          "TEMPORAL_API_KEY");

  private SecretsInEnvironment() {}

  /**
   * Advice for a worker whose ffmpeg could read them.
   *
   * @return no line, or one
   */
  public static List<String> advice(SandboxReport sandbox, Map<String, String> environment) {
    Set<String> found = new TreeSet<>(NAMES);
    found.removeIf(name -> environment.getOrDefault(name, "").isBlank());
    boolean hidden = sandbox.strong() || sandbox.inForce().contains("own files only");
    return hidden || found.isEmpty()
        ? List.of()
        : List.of(
            "ffmpeg might read secrets in the environment ("
                + String.join(", ", found)
                + "): put them into files below reelway.secrets.");
  }
}
