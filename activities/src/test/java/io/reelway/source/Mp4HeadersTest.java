package io.reelway.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.plan.ByteSpan;
import io.reelway.store.JobLocations;
import io.reelway.store.Store;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The boxes of unusual MP4 files are told apart, or the file is needed whole. */
class Mp4HeadersTest {
  private static final int MEBIBYTE = 1 << 20;

  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final DataOutputStream file = new DataOutputStream(content);

  @BeforeEach
  void begin() throws IOException {
    box("ftyp", 24);
    box("moov", 1000);
  }

  @Test
  void mediaAreLeftOutAfterTheFirstPackets() throws IOException {
    box("mdat", 10 * MEBIBYTE);
    box("free", 100);

    assertThat(headers().orElseThrow())
        .containsExactly(
            new ByteSpan(0, 24),
            new ByteSpan(24, 1024),
            new ByteSpan(1024, 1024 + 16 + 6 * MEBIBYTE),
            new ByteSpan(1024 + 10 * MEBIBYTE, 1124 + 10 * MEBIBYTE));
  }

  @Test
  void theFirstPacketsMayBeginInASmallBoxOfMedia() throws IOException {
    box("mdat", 8);
    box("mdat", 16 + MEBIBYTE);
    box("mdat", 10 * MEBIBYTE);

    assertThat(headers().orElseThrow().subList(2, 5))
        .extracting(span -> span.to() - span.from())
        .containsExactly(8L, 16L + MEBIBYTE, 16L + 5 * MEBIBYTE);
  }

  @Test
  void aBoxOfSizeZeroReachesToTheEnd() throws IOException {
    file.writeInt(0);
    file.writeBytes("mdat");
    file.write(new byte[2000]);

    assertThat(headers().orElseThrow()).endsWith(new ByteSpan(1024, 3032));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, 15, 5000})
  void aFileWithABoxOfAnImpossibleSizeIsNeededWhole(long size) throws IOException {
    file.writeInt(1);
    file.writeBytes("mdat");
    file.writeLong(size);
    file.write(new byte[2000]);

    assertThat(headers()).isEmpty();
  }

  @Test
  void aFileWithFragmentsIsNeededWhole() throws IOException {
    box("moof", 100);
    box("mdat", 2000);

    assertThat(headers()).isEmpty();
  }

  private void box(String type, int size) throws IOException {
    file.writeInt(size);
    file.writeBytes(type);
    file.write(new byte[size - 8]);
  }

  private Optional<List<ByteSpan>> headers() throws IOException {
    byte[] bytes = content.toByteArray();
    Store store =
        (Store)
            Proxy.newProxyInstance(
                Store.class.getClassLoader(),
                new Class<?>[] {Store.class},
                (proxy, method, arguments) -> {
                  int from = Math.toIntExact((Long) arguments[1]);
                  return new ByteArrayInputStream(bytes, from, bytes.length - from);
                });
    return Mp4Headers.of(
        store, JobLocations.source("5c3a1b2e-0000-4000-8000-000000000001"), bytes.length);
  }
}
