package io.reelway.api.traces;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.opentracing.Tracer;
import io.reelway.ffmpeg.ToolListener;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.opentracing.OpenTracingOptions;
import io.temporal.opentracing.OpenTracingWorkerInterceptor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Carries a trace from a request through the workflow into its stages. Temporal's interceptors use
 * OpenTracing, which a shim translates; its starter adds the interceptor of the client.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(TraceSelection.ON)
class TraceConfiguration {
  @Bean
  Tracer workflowTracer(OpenTelemetry telemetry) {
    return OpenTracingShim.createTracerShim(telemetry);
  }

  @Bean
  WorkerInterceptor stageSpans(Tracer tracer) {
    return new OpenTracingWorkerInterceptor(
        OpenTracingOptions.newBuilder().setTracer(tracer).build());
  }

  @Bean
  ToolListener toolSpans(OpenTelemetry telemetry) {
    return new ToolSpans(telemetry.getTracer("reelway"));
  }
}
