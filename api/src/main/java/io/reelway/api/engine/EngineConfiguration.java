package io.reelway.api.engine;

import io.reelway.api.ProcessIdentity;
import io.reelway.api.ReelwaySettings;
import io.reelway.catalog.WorkMarks;
import io.reelway.store.JobJson;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.testing.TestEnvironmentOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The chosen workflow engine, and how records are serialised for it. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
  @Bean
  DataConverter mainDataConverter() {
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new Jackson3JsonPayloadConverter(JobJson.MAPPER));
  }

  /**
   * For the in-memory engine. With time skipping, waiting for a result would move its clock to its
   * next timer, ten years ahead.
   */
  @Bean
  TemporalOptionsCustomizer<TestEnvironmentOptions.Builder> inMemoryEngine() {
    return options ->
        options
            .setUseTimeskipping(false)
            .setWorkflowServiceStubsOptions(
                WorkflowServiceStubsOptions.newBuilder()
                    .addGrpcClientInterceptor(new CompletionGate())
                    .build());
  }

  @Bean
  @ConditionalOnProperty(name = "reelway.engine-in-use", havingValue = "DEV_SERVER")
  DevServer devServer(
      ReelwaySettings settings,
      @Value("${reelway.dev-server.program}") String program,
      @Value("${spring.temporal.connection.target}") String target,
      @Value("${spring.temporal.namespace}") String namespace)
      throws IOException {
    int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    Path found =
        program.isEmpty()
            ? DevServerDownload.into(settings.data().resolve("temporal-cli"))
            : Path.of(program);
    return DevServer.start(found, port, namespace, settings.devServer());
  }

  /**
   * Depends on the dev server, so that it starts before the first call and stops after the last.
   */
  @Bean
  TemporalOptionsCustomizer<WorkflowServiceStubsOptions.Builder> connection(
      ReelwaySettings settings,
      Optional<DevServer> devServer,
      @Value("${spring.temporal.connection.mtls.cert-chain-file:#{null}}")
          @Nullable Path certificate,
      @Value("${spring.temporal.connection.mtls.key-file:#{null}}") @Nullable Path key) {
    return new TemporalConnection(settings.temporal(), certificate, key)::apply;
  }

  @Bean
  QueuePositions queuePositions() {
    return new QueuePositions();
  }

  @Bean
  JobEngine jobEngine(WorkflowClient client, QueuePositions positions) {
    return new JobEngine(client, positions);
  }

  /** Keeps the order of arrival on the in-memory engine; the other engines do so themselves. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "reelway.engine-in-use", havingValue = "IN_MEMORY")
  static class InOrder {
    @Bean
    ArrivalOrder arrivalOrder(QueuePositions positions) {
      return new ArrivalOrder(positions);
    }

    @Bean
    WorkflowClientInterceptor jobsInOrder(ArrivalOrder order) {
      return new ArrivalOrder.OfJobs(order);
    }

    @Bean
    WorkerInterceptor stagesInOrder(ArrivalOrder order) {
      return new ArrivalOrder.OfStages(order);
    }

    @Bean
    WorkerInterceptor runningStages(WorkMarks marks, ProcessIdentity process) {
      return new RunningStages(marks, process.id());
    }
  }
}
