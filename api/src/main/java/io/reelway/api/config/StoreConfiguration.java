package io.reelway.api.config;

import io.reelway.api.ProcessIdentity;
import io.reelway.api.ReelwaySettings;
import io.reelway.clock.EngineClock;
import io.reelway.presign.LinkSigner;
import io.reelway.scratch.PrivateFiles;
import io.reelway.scratch.Scratch;
import io.reelway.store.Store;
import io.reelway.store.disk.DiskStore;
import io.reelway.store.s3.S3Clients;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The store: a bucket when one is set, else a directory. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {
  @Bean
  ProcessIdentity processIdentity() {
    return ProcessIdentity.random();
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  EngineClock engineClock(Clock clock) {
    return new EngineClock(clock);
  }

  @Bean
  Store store(ReelwaySettings settings, ProcessIdentity process) throws IOException {
    if (settings.store().s3().bucket().isPresent()) {
      return S3Clients.store(settings.store().s3());
    }
    Path directory = PrivateFiles.directory(settings.store().directory().toAbsolutePath());
    Path incoming = PrivateFiles.directory(directory.resolve(".incoming"));
    return new DiskStore(directory, Scratch.open(incoming, process.id()));
  }

  @Bean
  LinkSigner linkSigner(Store store, ReelwaySettings settings, Clock clock) {
    return new LinkSigner(store, settings.store().linkValidity(), clock);
  }
}
