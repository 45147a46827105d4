package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.corpus.Tools;
import io.reelway.failure.Heartbeat;
import io.reelway.failure.TimeLimit;
import io.reelway.job.AcceptedJob;
import io.reelway.media.ByteSize;
import io.reelway.probe.EarlyEncode;
import io.reelway.probe.ProbeActivity;
import io.reelway.probe.Prober;
import io.reelway.scratch.Scratch;
import io.reelway.source.InputGuard;
import io.reelway.source.SourceCache;
import io.reelway.stage.EncodeStage;
import io.reelway.stage.ProbeStage;
import io.reelway.store.Store;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.StrategyIds;
import io.reelway.upload.Uploader;
import io.reelway.verify.OutputCheck;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cancelled stage stops all its work at once, not only its encoder. */
class StoppedStageTest {
  private static final String JOB = "5c3a1b2e-0000-4000-8000-000000000001";

  @TempDir private Path folder;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final Store store = trickling();
  private Scratch scratch;
  private SourceCache sources;

  @BeforeEach
  void open() throws Exception {
    scratch = Scratch.open(folder, "test");
    sources = new SourceCache(store, scratch, new ByteSize(0));
    temporal.requestCancelActivity();
  }

  @AfterEach
  void close() throws Exception {
    temporal.close();
    scratch.close();
  }

  @Test
  void aProbeStopsWhileItFetchesItsSource() throws Exception {
    temporal.registerActivitiesImplementations(
        new ProbeActivity(
            sources,
            new Prober(Studio.FFMPEG, Tools.PROBE_LIMITS),
            scratch,
            Strategies.builtIn(),
            EarlyEncode.NEVER));
    AcceptedJob job = Requests.job(JOB);

    assertThatThrownBy(() -> temporal.newActivityStub(ProbeStage.class).probe(job))
        .isInstanceOf(CanceledFailure.class);
    assertThat(scratch.directories("probe")).isEmpty();
    assertThat(scratch.directories("source")).isEmpty();
  }

  @Test
  void anEncodeStopsWhileItFetchesItsSource() throws Exception {
    temporal.registerActivitiesImplementations(
        new EncodeActivity(
            new RenditionEncoder(
                sources,
                new Encoder(
                    Studio.FFMPEG,
                    new InputGuard(Tools.PROBE_LIMITS.pixels()),
                    Strategies.builtIn(),
                    1),
                new OutputCheck(Studio.FFMPEG, 1),
                scratch,
                new EncodedFiles(scratch),
                new InFlightEncodes(),
                new Uploader(store, scratch),
                "reelway-host-a")));

    assertThatThrownBy(() ->
            temporal
                .newActivityStub(EncodeStage.class)
                .encode(Requests.encode(JOB, StrategyIds.VIDEO_MP4_H264)))
        .isInstanceOf(CanceledFailure.class);
    assertThat(scratch.directories("work")).isEmpty();
    assertThat(scratch.directories("source")).isEmpty();
  }

  @Test
  void aProbeStopsWhileItReadsHeaders() {
    temporal.registerActivitiesImplementations(
        (ProbeStage)
            job ->
                Heartbeat.during(heartbeat ->
                    TimeLimit.within(
                        Tools.PROBE_LIMITS.time().multipliedBy(100),
                        StoppedStageTest::readUntilInterrupted)));

    assertThatThrownBy(() -> temporal.newActivityStub(ProbeStage.class).probe(Requests.job(JOB)))
        .isInstanceOf(CanceledFailure.class);
  }

  private static ProbeStage.Probed readUntilInterrupted() throws InterruptedException {
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
    throw new InterruptedException("As a reader of headers does");
  }

  /** A store with one endless object that arrives byte by byte. Its stream ignores interrupts. */
  private static Store trickling() {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "file" -> Optional.empty();
                  case "open" -> new EndlessStream();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static final class EndlessStream extends InputStream {
    @Override
    public int read() {
      LockSupport.parkNanos(1_000_000);
      return 0;
    }

    @Override
    public int read(byte[] attempt, int offset, int length) {
      attempt[offset] = (byte) read();
      return 1;
    }
  }
}
