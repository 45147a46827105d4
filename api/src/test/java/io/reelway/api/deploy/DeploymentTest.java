package io.reelway.api.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeploymentTest {
  private static final Path ROOT = Path.of(System.getProperty("reelway.root"));

  @Test
  void packsTheJarThatTheBuildCreates() throws IOException {
    assertThat(read("docker/Dockerfile")).contains("-jar api/target/reelway.jar extract");
    assertThat(read("api/pom.xml"))
        .contains(
            "<reelway.jar.name>reelway</reelway.jar.name>",
            "<finalName>${reelway.jar.name}</finalName>");
  }

  @Test
  void copiesEveryLayerOfTheJarOnce() throws IOException {
    assertThat(matches("docker/Dockerfile", "/layers/([a-z-]+)/ "))
        .containsExactly(
            "dependencies", "spring-boot-loader", "snapshot-dependencies", "application");
  }

  @Test
  void givesEveryTemporalTheSameDispatchSettings() throws IOException {
    List<String> settings =
        matches(
            "api/src/main/java/io/reelway/api/engine/DevServerCommand.java",
            "\"((?:history|system|matching)[.][A-Za-z]+=[a-z0-9]+)\"");

    assertThat(settings).hasSize(6);
    assertThat(matches("docker/local-topology", "dynamic-config-value ([^ \\n]+)"))
        .containsExactlyElementsOf(settings);
    assertThat(
            matches(
                "docker/temporal/dynamic-config.yaml",
                "(?m)^([a-zA-Z.]+: *\\n +- value: [a-z0-9]+)$"))
        .map(entry -> entry.replaceFirst(":\\s+- value: ", "="))
        .containsExactlyElementsOf(settings);
  }

  @Test
  void mountsOnlyFilesThatExist() throws IOException {
    List<String> mounts = matches("docker/compose.yaml", "[\\[ \"]([.]/[^:]+):");

    assertThat(mounts)
        .isNotEmpty()
        .allSatisfy(path -> assertThat(ROOT.resolve("docker").resolve(path)).exists());
  }

  @Test
  void scrapesEveryProcessOfReelway() throws IOException {
    List<String> processes =
        matches("docker/compose.yaml", "(?m)^  (api|worker-\\d+):").stream()
            .map(name -> name + ":8081")
            .toList();

    assertThat(processes).hasSize(3);
    assertThat(read("docker/compose.yaml")).contains("MANAGEMENT_SERVER_PORT: \"8081\"");
    assertThat(matches("docker/prometheus/prometheus.yaml", "([a-z0-9-]+:8081)"))
        .containsExactlyElementsOf(processes);
  }

  @Test
  void startsOnlyWithTheOperatorsKeysAndPasswords() throws IOException {
    String compose = read("docker/compose.yaml");

    assertThat(
            matches("docker/compose.yaml", "(?m)^ +([A-Z0-9_]*(?:KEYS|SECRET_KEY|PASSWORD|PWD)): "))
        .contains("REELWAY_KEYS", "ROOT_SECRET_KEY", "POSTGRES_PASSWORD", "POSTGRES_PWD")
        .allSatisfy(secret ->
            assertThat(compose)
                .containsPattern("(?m)^ +" + secret + ": \\$\\{[A-Z0-9_]+:\\?[^}]+}$"));
    assertThat(compose).doesNotContain("change-me");
  }

  @Test
  void publishesNothingButTheApiBeyondThisMachine() throws IOException {
    assertThat(matches("docker/compose.yaml", "(?m)^    ports: \\[\"([^\"]+)\"]$"))
        .hasSize(5)
        .allMatch(port ->
            port.equals("8080:8080")
                || port.startsWith("127.0.0.1:")
                || port.startsWith("${S3_PUBLISH:-127.0.0.1}:"));
  }

  /** The phases of a stop follow each other. */
  @Test
  void allowsAProcessTheTimeThatItsStopMayTake() throws IOException {
    String settings = "api/src/main/resources/application.yaml";
    int phases =
        seconds(settings, "(?m)^    grace: (\\d+)s$")
            + seconds(
                "api/src/main/java/io/reelway/api/workers/WorkerLifecycle.java",
                "HAND_BACK = Duration.ofSeconds[(](\\d+)[)]")
            + seconds(settings, "timeout-per-shutdown-phase: (\\d+)s");
    int allowed = seconds("docker/compose.yaml", "stop_grace_period: (\\d+)s");

    assertThat(allowed).isGreaterThan(phases + 10);
    assertThat(read("docs/operations.md")).contains("allow it " + allowed + " s before SIGKILL");
  }

  @Test
  void showsOnlyMetricsThatOperationsMdExplains() throws IOException {
    String handbook = read("docs/operations.md");

    assertThat(
            matches(
                "docker/grafana/dashboards/reelway.json",
                "(reelway_(?:jobs_total|jobs_unfinished|[a-z]+(?:_[a-z]+)*?))(?:_bucket|_sum|_count|_total|[^a-z_])"))
        .isNotEmpty()
        .allSatisfy(metric ->
            assertThat(handbook)
                .contains(metric.startsWith("reelway_bytes") ? "reelway_bytes_in" : metric));
  }

  private static int seconds(String file, String pattern) throws IOException {
    return Integer.parseInt(matches(file, pattern).getFirst());
  }

  private static List<String> matches(String file, String pattern) throws IOException {
    try (Stream<MatchResult> found = Pattern.compile(pattern).matcher(read(file)).results()) {
      return found.map(match -> match.group(1)).toList();
    }
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
