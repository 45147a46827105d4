package io.reelway.api.wiring;

import io.reelway.api.ReelwaySettings;
import io.reelway.api.health.ClockHealth;
import io.reelway.api.health.EncodersHealth;
import io.reelway.api.health.ScratchHealth;
import io.reelway.api.jobs.WebhookEvents;
import io.reelway.clock.EngineClock;
import io.reelway.encode.Encoder;
import io.reelway.fetch.FetchActivity;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolListener;
import io.reelway.outbound.OutboundClient;
import io.reelway.outbound.Turns;
import io.reelway.presign.LinkSigner;
import io.reelway.retention.SweepActivity;
import io.reelway.scratch.Scratch;
import io.reelway.stage.WebhookStage;
import io.reelway.store.JobRecords;
import io.reelway.store.Store;
import io.reelway.store.WebhookRecords;
import io.reelway.webhook.WebhookActivity;
import io.reelway.worker.OutboundWorkers;
import io.reelway.worker.Stages;
import io.reelway.worker.Workers;
import io.temporal.client.WorkflowClient;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts of a process that works. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${reelway.roles}'.toLowerCase().contains('worker')")
class WorkerRole {
  @Bean
  Ffmpeg ffmpeg(ReelwaySettings settings, List<ToolListener> listeners) throws IOException {
    return Ffmpeg.start(
        settings.ffmpeg(),
        Encoder.ENCODERS,
        (program, outcome, start) ->
            listeners.forEach(listener -> listener.ended(program, outcome, start)));
  }

  @Bean(destroyMethod = "close")
  Scratch scratch(ReelwaySettings settings, ProcessIdentity process) throws IOException {
    return Scratch.open(
        settings.worker().scratch(), process.id(), settings.limits().freeSpace().bytes());
  }

  @Bean
  ScratchSweep scratchSweep(Scratch scratch, JobRecords records, Clock clock) {
    return new ScratchSweep(scratch, records, clock);
  }

  @Bean
  ScratchHealth scratchHealthIndicator(Scratch scratch) {
    return new ScratchHealth(scratch);
  }

  @Bean
  ClockHealth clockHealthIndicator(EngineClock clock) {
    return new ClockHealth(clock);
  }

  @Bean
  EncodersHealth encodersHealthIndicator(WorkerLifecycle workers, Ffmpeg ffmpeg) {
    return new EncodersHealth(workers::isWorking, ffmpeg);
  }

  @Bean(destroyMethod = "close")
  OutboundClient outboundClient(ReelwaySettings settings) {
    return new OutboundClient(settings.outbound());
  }

  @Bean
  WebhookStage webhookStage(
      OutboundClient outbound,
      WebhookRecords records,
      JsonMapper json,
      ReelwaySettings settings,
      Clock clock) {
    return new WebhookActivity(
        outbound,
        new Turns(settings.outbound()),
        records,
        new WebhookEvents(json),
        settings.webhook(),
        clock);
  }

  @Bean
  WorkerLifecycle workers(
      WorkflowClient client,
      ReelwaySettings settings,
      Store store,
      JobRecords records,
      Clock clock,
      EngineClock engineClock,
      Ffmpeg ffmpeg,
      Scratch scratch,
      LinkSigner signer,
      OutboundClient outbound,
      WebhookStage webhook,
      ProcessIdentity process,
      ObjectProvider<WorkerInterceptor> interceptors) {
    WorkerFactory factory =
        WorkerFactory.newInstance(
            client,
            WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(
                    interceptors.orderedStream().toArray(WorkerInterceptor[]::new))
                .build());
    Stages stages =
        Stages.around(
            store,
            records,
            new SweepActivity(store, records, settings.retention(), clock, engineClock),
            ffmpeg,
            scratch,
            signer,
            settings.limits().probe(),
            settings.limits().encode(),
            settings.worker().encoderThreads(),
            process.taskQueue());
    Workers.register(factory, settings.worker(), stages, process.taskQueue());
    OutboundWorkers.register(
        factory,
        settings.outbound(),
        new FetchActivity(
            outbound, new Turns(settings.outbound()), store, settings.limits().input().bytes()),
        webhook);
    return new WorkerLifecycle(factory, settings.worker().grace());
  }
}
