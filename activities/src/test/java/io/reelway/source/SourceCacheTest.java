package io.reelway.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.failure.StageException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.JobRequest;
import io.reelway.job.SourceRef;
import io.reelway.media.ByteSize;
import io.reelway.plan.ByteSpan;
import io.reelway.plan.Presets;
import io.reelway.scratch.JobStatus.Answer;
import io.reelway.scratch.Scratch;
import io.reelway.store.JobLocations;
import io.reelway.store.Location;
import io.reelway.store.Store;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceCacheTest {
  private static final int BYTES = 100_000;

  /** More than the first packets that every partial copy has. */
  private static final int FILM_BYTES = 8 << 20;

  private static final AcceptedJob FIRST = job(1, BYTES);
  private static final AcceptedJob SECOND = job(2, BYTES);
  private static final AcceptedJob THIRD = job(3, BYTES);

  @TempDir private Path folder;
  private final Map<Location, byte[]> objects = new HashMap<>();
  private final AtomicInteger fetches = new AtomicInteger();
  private Scratch scratch;
  private SourceCache cache;

  @BeforeEach
  void open() throws IOException {
    scratch = Scratch.open(folder.resolve("scratch"), "this");
    cache = new SourceCache(bucket(), scratch, new ByteSize(2 * BYTES));
    List.of(FIRST, SECOND, THIRD).forEach(job -> store(job, BYTES));
  }

  @AfterEach
  void close() throws IOException {
    scratch.close();
  }

  @Test
  void successiveStagesOfAJobShareOneFetch() throws Exception {
    Path probed = use(FIRST);
    Path encoded = use(FIRST);

    assertThat(encoded).isEqualTo(probed);
    assertThat(fetches).hasValue(1);
  }

  @Test
  void parallelStagesOfAJobShareOneFetch() throws Exception {
    CountDownLatch fetching = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService stages = Executors.newCachedThreadPool()) {
      Future<Path> first =
          stages.submit(() ->
              use(
                  FIRST,
                  percent -> {
                    fetching.countDown();
                    awaitQuietly(goOn);
                  }));
      fetching.await();
      Future<Path> second = stages.submit(() -> use(FIRST));
      goOn.countDown();

      assertThat(second.get()).isEqualTo(first.get());
    }
    assertThat(fetches).hasValue(1);
  }

  @Test
  void aStageFetchesAgainWhenAnotherStagesFetchWasStopped() throws Exception {
    assertThatThrownBy(() -> cache.open(FIRST, percent -> Thread.currentThread().interrupt()))
        .isInstanceOf(InterruptedException.class);
    assertThat(copies()).isEmpty();

    use(FIRST);
    assertThat(fetches).hasValue(2);
  }

  @Test
  void aSourceOnALocalDiskIsUsedInPlace() throws Exception {
    Path object = Files.createFile(folder.resolve("object"));
    Store disk = store(Optional.of(object), SourceCacheTest::refuse);

    try (LocalSource source =
        new SourceCache(disk, scratch, new ByteSize(0)).open(FIRST, percent -> {})) {
      assertThat(source.file()).isEqualTo(object);
    }
    assertThat(object).exists();
  }

  @Test
  void aSourceThatTheStoreHasLostIsReportedAsGone() throws Exception {
    assertThatThrownBy(() -> cache.open(job(9, BYTES), percent -> {}))
        .isInstanceOf(StageException.class)
        .hasMessage("The file of this job is gone.");
    assertThat(copies()).isEmpty();
  }

  @Test
  void aSourceThatTheStoreLosesBetweenTwoSegmentsIsReportedAsGone() throws Exception {
    AcceptedJob film = job(8, FILM_BYTES);
    objects.put(source(film), film());
    try (LocalSource first = cache.open(film, new ByteSpan(FILM_BYTES - 20, FILM_BYTES - 10))) {
      assertThat(first.file()).hasSize(FILM_BYTES);
      objects.remove(source(film));

      assertThatThrownBy(() -> cache.open(film, new ByteSpan(FILM_BYTES - 10, FILM_BYTES)))
          .isInstanceOf(StageException.class)
          .hasMessage("The file of this job is gone.");
    }
  }

  /** An MP4 of an empty table and packets. */
  private static byte[] film() {
    ByteBuffer boxes = ByteBuffer.allocate(FILM_BYTES);
    boxes.putInt(16).put("moov".getBytes(US_ASCII)).position(16);
    boxes.putInt(FILM_BYTES - 16).put("mdat".getBytes(US_ASCII));
    return boxes.array();
  }

  @Test
  void aCopyIsDeletedWhenItsJobNoLongerNeedsIt() throws Exception {
    use(FIRST);

    cache.release(FIRST, "main", List.of());

    assertThat(copies()).isEmpty();
  }

  @Test
  void aCopyStaysWhileAnotherRenditionNeedsIt() throws Exception {
    use(FIRST);

    cache.release(FIRST, "main", List.of("poster"));

    assertThat(copies()).hasSize(1);
  }

  /** Neither was the last one when it was scheduled. */
  @Test
  void aCopyGoesWhenTwoRenditionsThatWereMadeAtTheSameTimeHaveBothEnded() throws Exception {
    use(FIRST);

    cache.release(FIRST, "main", List.of("poster"));
    cache.release(FIRST, "poster", List.of("main"));

    assertThat(copies()).isEmpty();
  }

  @Test
  void aCopyInUseStaysUntilItsStageEnds() throws Exception {
    try (LocalSource source = cache.open(FIRST, percent -> {})) {
      cache.release(FIRST, "main", List.of());
      cache.sweep(job -> Answer.ENDED, Instant.now().plus(Duration.ofDays(1)));

      assertThat(source.file()).hasSize(BYTES);
    }
    assertThat(copies()).isEmpty();
  }

  @Test
  void aCopyIsDeletedWhenItsJobHasEnded() throws Exception {
    use(FIRST);
    use(SECOND);

    cache.sweep(job -> job.equals(FIRST.id()) ? Answer.ENDED : Answer.RUNNING, Instant.now());

    assertThat(copies()).singleElement().satisfies(left -> assertThat(left).contains(SECOND.id()));
  }

  /** The parts of a film may take longer than an hour. */
  @Test
  void aCopyThatWasUsedAMomentAgoStaysHoweverOldItIs() throws Exception {
    use(FIRST);
    FileTime before = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
    for (Scratch.Directory copy : scratch.directories("source")) {
      Files.setLastModifiedTime(copy.path(), before);
    }
    use(FIRST);

    cache.sweep(job -> Answer.RUNNING, Instant.now());

    assertThat(copies()).hasSize(1);
  }

  @Test
  void anUnusedCopyOfARunningJobIsDeletedAfterAnHour() throws Exception {
    use(FIRST);

    cache.sweep(job -> Answer.RUNNING, Instant.now().plus(Duration.ofMinutes(50)));
    int keptBefore = copies().size();
    cache.sweep(job -> Answer.RUNNING, Instant.now().plus(Duration.ofMinutes(70)));

    assertThat(keptBefore).isEqualTo(1);
    assertThat(copies()).isEmpty();
  }

  @Test
  void theLeastRecentlyUsedCopyIsDeletedFirst() throws Exception {
    use(FIRST);
    use(SECOND);
    use(FIRST);
    use(THIRD);

    assertThat(copies()).hasSize(2).noneMatch(copy -> copy.contains(SECOND.id()));
  }

  @Test
  void unusedCopiesAreDeletedWhenANewSourceNeedsTheirSpace() throws Exception {
    use(FIRST);
    AcceptedJob huge = job(4, Long.MAX_VALUE / 2);
    store(huge, BYTES);

    try (LocalSource source = cache.open(huge, percent -> {})) {
      assertThat(source.file()).exists();
      assertThat(copies()).singleElement().asString().contains(huge.id());
    }
  }

  @Test
  void anotherSourceOfTheSameJobIsFetchedSeparately() throws Exception {
    use(FIRST);
    AcceptedJob again = job(1, BYTES / 2);
    store(again, BYTES / 2);

    use(again);
    assertThat(fetches).hasValue(2);
  }

  private Path use(AcceptedJob job) throws IOException, InterruptedException {
    return use(job, percent -> {});
  }

  private Path use(AcceptedJob job, DoubleConsumer progress)
      throws IOException, InterruptedException {
    try (LocalSource source = cache.open(job, progress)) {
      assertThat(source.file()).hasSize(job.source().bytes());
      return source.file();
    }
  }

  private List<String> copies() throws IOException {
    return scratch.directories("source").stream().map(Scratch.Directory::id).toList();
  }

  private void store(AcceptedJob job, int bytes) {
    objects.put(source(job), new byte[bytes]);
  }

  private static Location source(AcceptedJob job) {
    return JobLocations.source(job.id());
  }

  private static AcceptedJob job(int number, long bytes) {
    String id = "5c3a1b2e-0000-4000-8000-00000000000" + number;
    return new AcceptedJob(
        id,
        "",
        new SourceRef.Uploaded("a.mp4", "video/mp4", bytes),
        Presets.WEB,
        Instant.parse("2026-11-24T07:59:00Z"),
        JobRequest.PLAIN,
        List.of());
  }

  /** A remote store that counts the fetches of a source. */
  private Store bucket() {
    return store(
        Optional.empty(),
        location -> {
          fetches.incrementAndGet();
          byte[] content = objects.get(location);
          if (content == null) {
            throw new NoSuchFileException(location.key());
          }
          return new ByteArrayInputStream(content);
        });
  }

  private static Store store(Optional<Path> file, Opening opening) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "file" -> file;
                  case "open" -> {
                    InputStream content = opening.open((Location) arguments[0]);
                    content.skipNBytes((Long) arguments[1]);
                    yield content;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static InputStream refuse(Location location) throws IOException {
    throw new IOException("Nobody copies " + location);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  @FunctionalInterface
  private interface Opening {
    InputStream open(Location location) throws IOException;
  }
}
