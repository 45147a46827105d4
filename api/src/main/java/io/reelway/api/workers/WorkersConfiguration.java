package io.reelway.api.workers;

import io.reelway.api.ReelwaySettings;
import io.reelway.encode.EncodedFiles;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The factories for the workers of all roles that this process has. */
@Configuration(proxyBeanMethods = false)
class WorkersConfiguration {
  @Bean
  WorkerLifecycle workers(
      WorkflowClient client,
      ReelwaySettings settings,
      List<WorkerRegistration> registrations,
      ObjectProvider<WorkerInterceptor> interceptors,
      ObjectProvider<EncodedFiles> encoded) {
    WorkerFactoryOptions options =
        WorkerFactoryOptions.newBuilder()
            .setWorkerInterceptors(interceptors.orderedStream().toArray(WorkerInterceptor[]::new))
            .build();
    WorkerFactories factories =
        new WorkerFactories(
            WorkerFactory.newInstance(client, options), WorkerFactory.newInstance(client, options));
    registrations.forEach(registration -> registration.register(factories));
    return new WorkerLifecycle(factories, encoded.getIfAvailable(), settings.worker().grace());
  }
}
