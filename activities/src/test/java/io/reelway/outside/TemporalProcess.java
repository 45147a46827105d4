package io.reelway.outside;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DeleteWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A real Temporal server as a separate process with a SQLite file. {@code REELWAY_TEST_TEMPORAL}
 * names its program.
 */
public final class TemporalProcess implements AutoCloseable {
  private static final String NAMESPACE = "default";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ATTEMPT = Duration.ofSeconds(1);

  private final int port;
  private final ProcessBuilder builder;
  private final WorkflowServiceStubs stubs;
  private Process process;

  private TemporalProcess(int port, ProcessBuilder builder) throws IOException {
    this.port = port;
    this.builder = builder;
    this.process = builder.start();
    this.stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
    connect();
  }

  /** One call gives up after some seconds, whatever its limit; a loaded machine starts slower. */
  private void connect() {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        stubs.connect(ATTEMPT);
        return;
      } catch (StatusRuntimeException notYet) {
        if (!process.isAlive() || Instant.now().isAfter(end)) {
          kill();
          throw notYet;
        }
      }
    }
  }

  /**
   * Starts a server with its database in that directory and the settings that Reelway uses for its
   * own.
   */
  public static TemporalProcess start(Path work) throws IOException {
    Path program = ExternalProgram.TEMPORAL.path();
    int port = Ports.free();
    List<String> words = new ArrayList<>();
    words.add(program.toString());
    words.addAll(List.of("server", "start-dev", "--headless", "--log-level", "error"));
    words.addAll(List.of("--ip", "127.0.0.1", "--port", Integer.toString(port)));
    words.addAll(List.of("--db-filename", work.resolve("temporal.sqlite").toString()));
    for (String setting :
        List.of(
            "history.transferProcessorMaxPollRPS=2000",
            "history.transferProcessorMaxPollHostRPS=2000",
            "system.enableActivityEagerExecution=true",
            "matching.numTaskqueueReadPartitions=1",
            "matching.numTaskqueueWritePartitions=1",
            "matching.useNewMatcher=true",
            // Deletes a workflow at once, not after half a minute.
            "history.transferProcessorEnsureCloseBeforeDelete=false")) {
      words.addAll(List.of("--dynamic-config-value", setting));
    }
    Path log = Files.createDirectories(work).resolve("temporal.log");
    return new TemporalProcess(
        port,
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())));
  }

  /** The value for {@code TEMPORAL_ADDRESS}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Kills the server, as a crash would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Restarts the server after a kill, with the same database. */
  public void restart() throws IOException {
    process = builder.start();
    connect();
  }

  /** The ids of running workflows of that type. */
  public List<String> open(String type) {
    return stubs
        .blockingStub()
        .listWorkflowExecutions(
            ListWorkflowExecutionsRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setQuery("ExecutionStatus = 'Running' AND WorkflowType = '" + type + "'")
                .build())
        .getExecutionsList()
        .stream()
        .map(one -> one.getExecution().getWorkflowId())
        .toList();
  }

  /** Deletes an ended workflow, as the server does after its retention of days. */
  public void forget(String workflowId) {
    stubs
        .blockingStub()
        .deleteWorkflowExecution(
            DeleteWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setWorkflowExecution(execution(workflowId))
                .build());
  }

  /** Whether the server has this workflow, running or ended. */
  public boolean knows(String workflowId) {
    try {
      stubs
          .blockingStub()
          .describeWorkflowExecution(
              DescribeWorkflowExecutionRequest.newBuilder()
                  .setNamespace(NAMESPACE)
                  .setExecution(execution(workflowId))
                  .build());
      return true;
    } catch (StatusRuntimeException answer) {
      if (answer.getStatus().getCode() == Status.Code.NOT_FOUND) {
        return false;
      }
      throw answer;
    }
  }

  private static WorkflowExecution execution(String workflowId) {
    return WorkflowExecution.newBuilder().setWorkflowId(workflowId).build();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    kill();
  }
}
