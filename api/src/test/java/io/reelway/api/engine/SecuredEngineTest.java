package io.reelway.api.engine;

import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.outside.Certificates;
import io.reelway.outside.Ports;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.testserver.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An engine behind TLS: successful connections, and the messages when a connection fails. */
@ExtendWith(OutputCaptureExtension.class)
class SecuredEngineTest {
  private static final Path PHOTO = media("image/exif-orientation-6.jpg");

  @TempDir private static Path folder;
  private static Certificates ours;
  private static Certificates others;
  private static int port;
  private static TestServer.PortBoundTestServer engine;

  @TempDir private Path data;

  @BeforeAll
  static void start() throws Exception {
    ours = Certificates.in(folder.resolve("ours")).sign("server").sign("client");
    ours.signExpired("expired");
    others = Certificates.in(folder.resolve("others")).sign("client");
    port = Ports.free();
    engine = TestServer.createPortBoundServer(port);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  @Test
  void runsJobsOverMutualTls() throws Exception {
    try (TlsProxy line = new TlsProxy(port, ours.server("server"), true);
        RunningReelway reelway = reelway(line, ours.authority(), ours, "api,worker")) {
      assertThat(reelway.optimize(PHOTO, "web").path("status").asString()).isEqualTo("done");
    }
  }

  @ParameterizedTest(name = "server shows {0}, we trust {1} and show {2}: {3}")
  @CsvSource({
    "server, others, ours, reelway.temporal.ca-file",
    "expired, ours, ours, reelway.temporal.ca-file",
    "server, ours, others, spring.temporal.connection.mtls",
  })
  void namesTheSettingAndWaitsWhenCertificatesDoNotMatch(
      String server, String trusted, String shown, String setting, CapturedOutput output)
      throws Exception {
    try (TlsProxy line = new TlsProxy(port, ours.server(server), true);
        RunningReelway reelway = reelway(line, of(trusted).authority(), of(shown), "api,worker")) {
      Answer accepted = reelway.submit(PHOTO, "web");
      Answer readiness = reelway.get("/actuator/health/readiness");

      assertThat(accepted.status()).isEqualTo(202);
      assertThat(reelway.get(accepted.header("Location")).json().path("status").asString())
          .isEqualTo("pending");
      assertThat(readiness.status()).isEqualTo(503);
      assertThat(readiness.json().at("/components/engine/details/reason").asString())
          .contains(setting);
      for (int look = 0; look < 100 && !output.getOut().contains("waits for it"); look++) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(output.getOut().lines().filter(line1 -> line1.contains("waits for it")))
          .singleElement()
          .asString()
          .contains(setting);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reelway.temporal.ca-file",
    "spring.temporal.connection.mtls.cert-chain-file",
    "spring.temporal.connection.mtls.key-file"
  })
  void doesNotStartWithAMissingFile(String setting) throws Exception {
    List<String> settings = settings("localhost:1", ours.authority(), ours, "api");
    settings.add(setting + "=" + folder.resolve("missing.pem"));

    assertThatThrownBy(() -> RunningReelway.start(data, settings.toArray(String[]::new)))
        .hasStackTraceContaining(setting + " is " + folder.resolve("missing.pem"));
  }

  @ParameterizedTest
  @CsvSource({
    "reelway.temporal.ca-file",
    "spring.temporal.connection.mtls.cert-chain-file",
    "spring.temporal.connection.mtls.key-file"
  })
  void doesNotStartWithAFileThatIsNotPem(String setting) throws Exception {
    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
    List<String> settings = settings("localhost:1", ours.authority(), ours, "api");
    settings.add(setting + "=" + text);

    assertThatThrownBy(() -> RunningReelway.start(data, settings.toArray(String[]::new)))
        .hasStackTraceContaining(setting + " is " + text);
  }

  @Test
  void sendsItsApiKeyOverTls() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    Server server =
        NettyServerBuilder.forPort(0)
            .sslContext(
                GrpcSslContexts.forServer(
                        ours.chain("server").toFile(), ours.key("server").toFile())
                    .build())
            .addService(new WorkflowServiceGrpc.WorkflowServiceImplBase() {})
            .intercept(new KeysSeen(seen))
            .build()
            .start();
    try (RunningReelway reelway =
        RunningReelway.start(
            data,
            "reelway.engine=remote",
            "reelway.roles=api",
            "reelway.temporal.address=localhost:" + server.getPort(),
            "reelway.temporal.ca-file=" + ours.authority(),
            "spring.temporal.connection.api-key=secret-of-a-cluster")) {
      reelway.get("/actuator/health/readiness");

      assertThat(seen).containsExactly("Bearer secret-of-a-cluster");
    } finally {
      server.shutdownNow();
    }
  }

  private static Certificates of(String name) {
    return name.equals("ours") ? ours : others;
  }

  private RunningReelway reelway(TlsProxy line, Path authority, Certificates shown, String roles)
      throws Exception {
    return RunningReelway.start(
        data, settings(line.address(), authority, shown, roles).toArray(String[]::new));
  }

  private static List<String> settings(
      String address, Path authority, Certificates shown, String roles) throws Exception {
    return new ArrayList<>(
        List.of(
            "reelway.engine=remote",
            "reelway.roles=" + roles,
            "reelway.temporal.address=" + address,
            "reelway.temporal.ca-file=" + authority,
            "spring.temporal.connection.mtls.cert-chain-file=" + shown.chain("client"),
            "spring.temporal.connection.mtls.key-file=" + shown.key("client")));
  }

  /** Records the header {@code authorization} of calls. */
  private record KeysSeen(Set<String> seen) implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
        Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      seen.add(String.valueOf(headers.get(AUTHORIZATION)));
      return next.startCall(call, headers);
    }
  }
}
