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
import java.util.ArrayList;
import java.util.List;

/**
 * A real Temporal server as a process of its own that remembers in a SQLite file. Its program is
 * named by {@code REELWAY_TEST_TEMPORAL}.
 */
public final class TemporalProcess implements AutoCloseable {
  private static final String NAMESPACE = "default";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    stubs.connect(PATIENCE);
  }

  /** Starts one with its database in that directory, set up as Reelway's own. */
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
            // Forgets when it is told to, not half a minute later.
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

  /** What {@code TEMPORAL_ADDRESS} would say. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Kills it as a crash would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again after a kill, with what it remembers. */
  public void restart() throws IOException {
    process = builder.start();
    stubs.connect(PATIENCE);
  }

  /** Ids of workflows of that type that have not ended. */
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

  /** Makes it forget an ended workflow, as it does by itself after days. */
  public void forget(String workflowId) {
    stubs
        .blockingStub()
        .deleteWorkflowExecution(
            DeleteWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setWorkflowExecution(execution(workflowId))
                .build());
  }

  /** Whether it knows of a workflow, ended or not. */
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
