package io.reelway.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.reelway.outside.Certificates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class EngineSelectionTest {
  private static final Path PROGRAM = Path.of("/opt/temporal");

  @ParameterizedTest(name = "{0} with address {1} and program {2} is {3}")
  @CsvSource({
    "AUTO,       host:7233, yes, REMOTE",
    "AUTO,       '',        yes, DEV_SERVER",
    "AUTO,       '',        no,  IN_MEMORY",
    "REMOTE,     host:7233, yes, REMOTE",
    "DEV_SERVER, host:7233, yes, DEV_SERVER",
    "DEV_SERVER, '',        no,  DEV_SERVER",
    "IN_MEMORY,  host:7233, yes, IN_MEMORY",
  })
  void choosesTheFirstPossibleEngine(
      EngineChoice wanted, String address, String program, EngineChoice expected) {
    Optional<Path> found = program.equals("yes") ? Optional.of(PROGRAM) : Optional.empty();

    assertThat(EngineSelection.choose(wanted, address, found)).isEqualTo(expected);
  }

  @Test
  void refusesRemoteWithoutAnAddress() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineSelection.choose(EngineChoice.REMOTE, "", Optional.empty()))
        .withMessageContaining("set TEMPORAL_ADDRESS=host:7233");
  }

  @ParameterizedTest
  @CsvSource({"IN_MEMORY,api", "IN_MEMORY,worker", "DEV_SERVER,worker"})
  void refusesAnEngineThatAnotherProcessCannotReach(EngineChoice chosen, String roles) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EngineSelection.checkRoles(chosen, roles))
        .withMessageStartingWith("reelway.roles is " + roles)
        .withMessageContaining("TEMPORAL_ADDRESS");
  }

  @ParameterizedTest
  @CsvSource({"REMOTE,api", "REMOTE,worker", "DEV_SERVER,api", "IN_MEMORY,'worker, API'"})
  void letsRolesShareAReachableEngine(EngineChoice chosen, String roles) {
    assertThatNoException().isThrownBy(() -> EngineSelection.checkRoles(chosen, roles));
  }

  @Test
  void passesTemporalsOwnVariablesToTheStarter(@TempDir Path folder) throws Exception {
    Certificates certificates = Certificates.in(folder).sign("client");
    String chain = certificates.chain("client").toString();
    String key = certificates.key("client").toString();
    StandardEnvironment environment =
        environment(
            Map.of(
                "reelway.temporal.address", "cloud.example:7233",
                "TEMPORAL_API_KEY", "secret",
                "TEMPORAL_TLS_CLIENT_CERT_PATH", chain,
                "TEMPORAL_TLS_CLIENT_KEY_PATH", key,
                "TEMPORAL_TLS_SERVER_NAME", "temporal.internal"));

    new EngineSelection().postProcessEnvironment(environment, new SpringApplication());

    String connection = "spring.temporal.connection.";
    assertThat(environment.getProperty(connection + "target")).isEqualTo("cloud.example:7233");
    assertThat(environment.getProperty(connection + "api-key")).isEqualTo("secret");
    assertThat(environment.getProperty(connection + "mtls.cert-chain-file")).isEqualTo(chain);
    assertThat(environment.getProperty(connection + "mtls.key-file")).isEqualTo(key);
    assertThat(environment.getProperty(connection + "mtls.server-name"))
        .isEqualTo("temporal.internal");
    assertThat(environment.containsProperty(connection + "enable-https")).isFalse();
  }

  @Test
  void reportsAConfiguredProgramThatCannotRun() {
    StandardEnvironment environment =
        environment(Map.of("reelway.dev-server.path", "/nowhere/temporal"));

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new EngineSelection().postProcessEnvironment(environment, new SpringApplication()))
        .withMessageStartingWith("reelway.dev-server.path is /nowhere/temporal");
  }

  private static StandardEnvironment environment(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.putIfAbsent("reelway.roles", "api,worker");
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", all));
    return environment;
  }
}
