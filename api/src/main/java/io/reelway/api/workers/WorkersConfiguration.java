package io.reelway.api.workers;

import io.reelway.api.ReelwaySettings;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One factory for the workers of all roles that this process has. */
@Configuration(proxyBeanMethods = false)
class WorkersConfiguration {
  @Bean
  WorkerLifecycle workers(
      WorkflowClient client,
      ReelwaySettings settings,
      List<WorkerRegistration> registrations,
      ObjectProvider<WorkerInterceptor> interceptors) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(
                    interceptors.orderedStream().toArray(WorkerInterceptor[]::new))
                .build());
    registrations.forEach(registration -> registration.register(factory));
    return new WorkerLifecycle(factory, settings.worker().grace());
  }
}
