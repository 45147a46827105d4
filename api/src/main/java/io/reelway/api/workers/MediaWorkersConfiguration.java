package io.reelway.api.workers;

import io.reelway.api.ProcessIdentity;
import io.reelway.api.ReelwaySettings;
import io.reelway.api.engine.JobEngine;
import io.reelway.api.presets.KnownStrategies;
import io.reelway.api.presets.OfferedPresets;
import io.reelway.api.presets.PresetFiles;
import io.reelway.api.roles.OnWorkerRole;
import io.reelway.encode.EncodedFiles;
import io.reelway.encode.MissingEncoders;
import io.reelway.encode.StoredParts;
import io.reelway.fetch.FetchActivity;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolListener;
import io.reelway.outbound.CallQuota;
import io.reelway.outbound.OutboundClient;
import io.reelway.planning.Planner;
import io.reelway.scratch.Scratch;
import io.reelway.source.SourceCache;
import io.reelway.store.Store;
import io.reelway.strategy.Strategies;
import io.reelway.worker.MediaStages;
import io.reelway.worker.MediaWorkers;
import io.reelway.worker.OutboundWorkers;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Workers for media, their scratch disk and their ffmpeg. */
@Configuration(proxyBeanMethods = false)
@OnWorkerRole
class MediaWorkersConfiguration {
  /**
   * A process without the role {@code api} has no presets of its own: it needs the encoders of the
   * built-in ones.
   */
  @Bean
  Ffmpeg ffmpeg(
      ReelwaySettings settings,
      Strategies strategies,
      ObjectProvider<OfferedPresets> presets,
      List<ToolListener> listeners)
      throws IOException {
    OfferedPresets offered =
        presets.getIfAvailable(() -> PresetFiles.load(null, KnownStrategies.of(strategies)));
    Ffmpeg ffmpeg =
        Ffmpeg.start(
            settings.ffmpeg(),
            strategies.encoders(offered.strategies()),
            (program, outcome, start) ->
                listeners.forEach(listener -> listener.ended(program, outcome, start)));
    MissingEncoders.warn(ffmpeg, strategies);
    return ffmpeg;
  }

  @Bean(destroyMethod = "close")
  Scratch scratch(ReelwaySettings settings, ProcessIdentity process) throws IOException {
    return Scratch.open(
        settings.worker().scratch(), process.id(), settings.limits().freeSpace().bytes());
  }

  @Bean
  SourceCache sourceCache(ReelwaySettings settings, Store store, Scratch scratch) {
    return new SourceCache(store, scratch, settings.worker().sourceCache());
  }

  @Bean
  EncodedFiles encodedFiles(Scratch scratch) {
    return new EncodedFiles(scratch);
  }

  @Bean
  StoredParts storedParts(Store store) {
    return new StoredParts(store);
  }

  @Bean
  ScratchSweep scratchSweep(
      Scratch scratch, SourceCache sources, StoredParts parts, JobEngine engine, Clock clock) {
    return new ScratchSweep(scratch, sources, parts, engine, clock);
  }

  @Bean
  WorkerRegistration mediaWorkers(
      ReelwaySettings settings,
      Store store,
      Strategies strategies,
      Planner planner,
      Ffmpeg ffmpeg,
      Scratch scratch,
      SourceCache sources,
      StoredParts parts,
      OutboundClient outbound,
      ProcessIdentity process) {
    return factories -> {
      MediaStages stages =
          MediaStages.around(
              store,
              strategies,
              ffmpeg,
              scratch,
              sources,
              parts,
              settings.limits().probe(),
              planner,
              settings.worker(),
              process.taskQueue());
      MediaWorkers.register(factories.begin(), settings.worker(), stages);
      MediaWorkers.registerHost(
          factories.complete(), settings.worker(), stages, process.taskQueue());
      OutboundWorkers.registerFetch(
          factories.begin(),
          settings.outbound(),
          new FetchActivity(
              outbound,
              new CallQuota(settings.outbound()),
              store,
              settings.limits().input().bytes()));
    };
  }
}
