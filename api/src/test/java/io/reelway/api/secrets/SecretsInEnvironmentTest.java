package io.reelway.api.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.ffmpeg.sandbox.SandboxReport;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The warning of a worker about secrets that its ffmpeg might read. */
class SecretsInEnvironmentTest {
  private static final SandboxReport BASIC =
      new SandboxReport("basic", false, List.of("no network"), List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "REELWAY_KEYS",
        "REELWAY_SIGNING_SECRET",
        "REELWAY_STORE_S3_SECRET_KEY",
        "REELWAY_WEBHOOK_SECRET",
        "REELWAY_DATABASE_PASSWORD",
        "AWS_SECRET_ACCESS_KEY",
        "TEMPORAL_API_KEY"
      })
  void namesEachSecretAndNeverItsValue(String name) {
    assertThat(SecretsInEnvironment.advice(BASIC, Map.of(name, "hush", "PATH", "/bin")))
        .singleElement()
        .asString()
        .contains("(" + name + ")", "reelway.secrets")
        .doesNotContain("hush", "PATH");
  }

  @Test
  void namesAllSecretsInOneSortedLine() {
    assertThat(
            SecretsInEnvironment.advice(
                BASIC, Map.of("REELWAY_WEBHOOK_SECRET", "a", "AWS_SECRET_ACCESS_KEY", "b")))
        .singleElement()
        .asString()
        .contains("(AWS_SECRET_ACCESS_KEY, REELWAY_WEBHOOK_SECRET)");
  }

  @Test
  void isSilentWithoutASecret() {
    assertThat(SecretsInEnvironment.advice(BASIC, Map.of("REELWAY_KEYS", " "))).isEmpty();
  }

  @Test
  void isSilentWhereFfmpegCannotReadSecrets() {
    Map<String, String> secret = Map.of("REELWAY_KEYS", "hush");
    SandboxReport strong = new SandboxReport("bubblewrap", true, List.of(), List.of());
    SandboxReport ownFiles =
        new SandboxReport("Landlock", false, List.of("own files only"), List.of());

    assertThat(SecretsInEnvironment.advice(strong, secret)).isEmpty();
    assertThat(SecretsInEnvironment.advice(ownFiles, secret)).isEmpty();
  }
}
