package io.reelway.api.engine;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import java.util.Set;

/**
 * Makes the polls of workers wait while the engine is down. Otherwise each poll fails at once, the
 * SDK backs off, and needs up to a minute to notice that the engine is back.
 */
final class WaitForReadyInterceptor implements ClientInterceptor {
  private static final Set<MethodDescriptor<?, ?>> POLLS =
      Set.of(
          WorkflowServiceGrpc.getPollActivityTaskQueueMethod(),
          WorkflowServiceGrpc.getPollWorkflowTaskQueueMethod());

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return next.newCall(method, POLLS.contains(method) ? options.withWaitForReady() : options);
  }
}
