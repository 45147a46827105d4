package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.plan.Presets;
import io.reelway.plan.Segment;
import io.reelway.plan.StrategyId;
import io.reelway.stage.CutStage.Cuts;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.store.Store;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A segment of an MP4 in a bucket needs its headers and its own bytes, and is the same. */
@Execution(ExecutionMode.CONCURRENT)
class RangedSourceTest {
  private static final StrategyId H264 = new StrategyId("video-mp4-h264");
  private static final Duration LENGTH = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private final AtomicLong fetched = new AtomicLong();

  @ParameterizedTest
  @CsvSource({
    "closed groups, mp4, -c:v libx264 -preset ultrafast -crf 8 -g 50 -movflags +faststart, 0.85",
    "open groups, mp4, -c:v libx264 -preset ultrafast -crf 8 -g 40 -bf 3 -x264-params open-gop=1, 0.85",
    "no key frame near the cuts, mp4, -c:v libx264 -preset ultrafast -crf 8 -g 1000, 1",
    "sound between the frames, mov, -c:v mpeg4 -q:v 1 -g 12 -c:a pcm_s16le, 0.85",
  })
  void aSegmentIsTheSameFromItsBytesAlone(
      String kind, String extension, String encoder, double most) throws Exception {
    Path source = clip(kind.replace(' ', '-'), extension, encoder);
    try (DividedStudio local = studio("local", source, false);
        DividedStudio bucket = studio("bucket", source, true)) {
      Cuts cuts = local.cut(LENGTH);
      assertThat(cuts.segments()).hasSize(4);
      for (Segment segment : cuts.segments()) {
        EncodedPart whole = local.encode(LENGTH, cuts, segment);
        fetched.set(0);
        EncodedPart part = bucket.encode(LENGTH, cuts, segment);

        assertThat(part.sha256()).isEqualTo(whole.sha256());
        assertThat((double) fetched.get() / Files.size(source)).isLessThanOrEqualTo(most);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "fragments, mp4, -c:v libx264 -preset ultrafast -crf 8 -g 50 -movflags +frag_keyframe+empty_moov",
    "another container, mkv, -c:v libx264 -preset ultrafast -crf 8 -g 50"
  })
  void aSegmentOfAnotherSourceNeedsTheWholeFile(String kind, String extension, String encoder)
      throws Exception {
    Path source = clip(kind.replace(' ', '-'), extension, encoder);
    try (DividedStudio bucket = studio("bucket", source, true)) {
      Cuts cuts = bucket.cut(LENGTH);
      fetched.set(0);
      bucket.encode(LENGTH, cuts, cuts.segments().get(1));

      assertThat(fetched.get()).isGreaterThanOrEqualTo(Files.size(source));
    }
  }

  private DividedStudio studio(String name, Path source, boolean remote) throws Exception {
    return new DividedStudio(
        Files.createDirectories(folder.resolve(name)),
        source,
        Presets.WEB,
        H264,
        disk -> remote ? bucket(disk) : disk);
  }

  private Path clip(String name, String extension, String encoder) throws Exception {
    return new Studio(folder)
        .synthesize(
            extension,
            ("-f lavfi -i testsrc2=s=320x180:r=25:d=20,noise=alls=80:allf=t"
                    + " -f lavfi -i sine=d=20 -c:a aac "
                    + "-metadata title="
                    + name
                    + " "
                    + encoder)
                .split(" "));
  }

  /** A store whose objects are not files of this machine; counts the bytes of sources. */
  private Store bucket(Store disk) {
    return (Store)
        Proxy.newProxyInstance(
            Store.class.getClassLoader(),
            new Class<?>[] {Store.class},
            (self, method, arguments) -> {
              if (method.getName().equals("file")) {
                return Optional.empty();
              }
              try {
                Object answer = method.invoke(disk, arguments);
                return answer instanceof InputStream content ? counted(content) : answer;
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  private InputStream counted(InputStream content) {
    return new FilterInputStream(content) {
      @Override
      public int read(byte[] piece, int offset, int length) throws IOException {
        int read = super.read(piece, offset, length);
        fetched.addAndGet(Math.max(0, read));
        return read;
      }
    };
  }
}
