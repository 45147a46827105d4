package io.reelway.api.wiring;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.engine.DevServer;
import io.reelway.api.engine.JobEngine;
import io.reelway.store.JobJson;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.Jackson3JsonPayloadConverter;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.testing.TestEnvironmentOptions;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The workflow engine that was chosen, and how records travel through it. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {
  @Bean
  DataConverter mainDataConverter() {
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new Jackson3JsonPayloadConverter(JobJson.MAPPER));
  }

  /**
   * Without this a single wait for a result would move the clock of the in-memory engine to its
   * next timer, ten years ahead.
   */
  @Bean
  TemporalOptionsCustomizer<TestEnvironmentOptions.Builder> realTime() {
    return options -> options.setUseTimeskipping(false);
  }

  @Bean
  @ConditionalOnProperty(name = "reelway.engine-in-use", havingValue = "DEV_SERVER")
  DevServer devServer(
      ReelwaySettings settings,
      @Value("${reelway.dev-server.program}") Path program,
      @Value("${spring.temporal.connection.target}") String target,
      @Value("${spring.temporal.namespace}") String namespace)
      throws IOException {
    int port = Integer.parseInt(target.substring(target.lastIndexOf(':') + 1));
    return DevServer.start(program, port, namespace, settings.devServer());
  }

  @Bean
  JobEngine jobEngine(WorkflowClient client) {
    return new JobEngine(client);
  }
}
