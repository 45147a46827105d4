package io.reelway.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.store.SkippedEntries.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract that every store must fulfil. */
public abstract class StoreContract {
  private static final Location HERE = new Location("jobs/1/source");
  private static final Location OPEN = new Location("open");
  protected static final int LARGE = 20 * 1024 * 1024 + 7;

  @TempDir private Path folder;

  /** An empty store. */
  protected abstract Store store() throws IOException;

  /** Creates an empty object without the store, as another program would. */
  protected abstract void putForeign(String key) throws Exception;

  @Test
  void returnsWhatWasStored() throws IOException {
    store().put(HERE, stream("hello"), Delivery.INTERNAL);

    assertThat(read(HERE, 0)).isEqualTo("hello");
  }

  @Test
  void opensAtAnOffset() throws IOException {
    store().put(HERE, stream("hello"), Delivery.INTERNAL);

    assertThat(read(HERE, 3)).isEqualTo("lo");
  }

  @Test
  void reportsSizeAndAge() throws IOException {
    Instant before = Instant.now().minusSeconds(1);

    assertThat(store().put(HERE, stream("hello"), Delivery.INTERNAL)).isEqualTo(5);

    StoredObject stored = store().stat(HERE).orElseThrow();
    assertThat(stored.bytes()).isEqualTo(5);
    assertThat(stored.storedAt()).isBetween(before, Instant.now().plusSeconds(1));
  }

  @Test
  void storesAnEmptyObject() throws IOException {
    assertThat(store().put(HERE, InputStream.nullInputStream(), Delivery.INTERNAL)).isZero();
    assertThat(store().stat(HERE).orElseThrow().bytes()).isZero();
  }

  @Test
  void storesASmallObject() throws IOException {
    store().put(HERE, "record".getBytes(UTF_8), Delivery.INTERNAL);

    assertThat(read(HERE, 0)).isEqualTo("record");
  }

  @Test
  void replacesAnObject() throws IOException {
    store().put(HERE, stream("first"), Delivery.INTERNAL);
    store().put(HERE, stream("second"), Delivery.INTERNAL);

    assertThat(read(HERE, 0)).isEqualTo("second");
  }

  @Test
  void storesAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("output"), "encoded");
    store().put(HERE, file, Delivery.INTERNAL, sent -> {});
    Files.delete(file);

    assertThat(read(HERE, 0)).isEqualTo("encoded");
  }

  @Test
  void storesAStreamOfUnknownLengthInSeveralParts() throws Exception {
    DigestInputStream sent = new DigestInputStream(noise(LARGE), MessageDigest.getInstance("MD5"));
    store().put(HERE, sent, Delivery.INTERNAL);

    MessageDigest received = MessageDigest.getInstance("MD5");
    try (InputStream stored = new DigestInputStream(store().open(HERE, 0), received)) {
      stored.transferTo(java.io.OutputStream.nullOutputStream());
    }
    assertThat(store().stat(HERE).orElseThrow().bytes()).isEqualTo(LARGE);
    assertThat(received.digest()).isEqualTo(sent.getMessageDigest().digest());
  }

  @Test
  void yieldsTheBytesOfASpan() throws IOException {
    store().put(HERE, stream("0123456789"), Delivery.INTERNAL);

    try (InputStream span = store().open(HERE, 3, 4)) {
      assertThat(new String(span.readNBytes(4), UTF_8)).isEqualTo("3456");
    }
  }

  @Test
  void leavesNothingWhenAStreamBreaks() throws IOException {
    InputStream breaking = new BreakingStream(noise(LARGE), LARGE - 10);

    assertThatThrownBy(() -> store().put(HERE, breaking, Delivery.INTERNAL))
        .hasStackTraceContaining("cut off by the test");
    assertThat(store().stat(HERE)).isEmpty();
    assertThat(store().list(new Location("jobs"))).isEmpty();
  }

  @Test
  void keepsTheOldObjectWhenAReplacementFails() throws IOException {
    store().put(HERE, stream("old"), Delivery.INTERNAL);

    assertThatThrownBy(
            () -> store().put(HERE, new BreakingStream(noise(100), 50), Delivery.INTERNAL))
        .isInstanceOf(Exception.class);
    assertThat(read(HERE, 0)).isEqualTo("old");
  }

  @Test
  void findsNoMissingObject() throws IOException {
    assertThat(store().stat(HERE)).isEmpty();
    assertThatThrownBy(() -> store().open(HERE, 0))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(HERE.key());
  }

  @Test
  void listsAFolderInOrderOfItsKeys() throws IOException {
    store().put(new Location("open/b"), stream("b"), Delivery.INTERNAL);
    store().put(new Location("open/a"), stream("a"), Delivery.INTERNAL);
    store().put(new Location("opened/c"), stream("c"), Delivery.INTERNAL);

    assertThat(store().list(new Location("open")))
        .extracting(object -> object.location().key())
        .containsExactly("open/a", "open/b");
  }

  @Test
  void listsPageByPage() throws IOException {
    List<String> keys =
        List.of("open/a/1", "open/a/2", "open/b/1", "open/b/2/3", "open/c", "open/d");
    for (String key : keys.reversed()) {
      store().put(new Location(key), stream("x"), Delivery.INTERNAL);
    }

    for (int from = 0; from < keys.size(); from++) {
      Location after = from == 0 ? OPEN : new Location(keys.get(from - 1));
      assertThat(keys(store().list(OPEN, after, 2)))
          .isEqualTo(keys.subList(from, Math.min(from + 2, keys.size())));
    }
    assertThat(keys(store().list(OPEN))).isEqualTo(keys);
    assertThat(keys(store().list(OPEN, new Location("open/a/10"), 2)))
        .containsExactly("open/a/2", "open/b/1");
    assertThat(store().list(OPEN, new Location("open/d"), 2)).isEmpty();
  }

  @Test
  void skipsAndCountsForeignNames() throws Exception {
    store().put(new Location("open/a"), stream("a"), Delivery.INTERNAL);
    store().put(new Location("open/b"), stream("b"), Delivery.INTERNAL);
    putForeign("open/A capital.TXT");
    putForeign("open/.hidden");
    long before = store().skipped().count(Reason.FOREIGN);

    assertThat(keys(store().list(OPEN, OPEN, 2))).containsExactly("open/a", "open/b");
    assertThat(store().skipped().count(Reason.FOREIGN)).isEqualTo(before + 2);
  }

  @Test
  void deletesForeignObjectsTogetherWithTheirFolder() throws Exception {
    store().put(HERE, stream("a"), Delivery.INTERNAL);
    putForeign("jobs/1/Thumbs.db");

    store().deleteFolder(new Location("jobs/1"));
    long before = store().skipped().count(Reason.FOREIGN);

    assertThat(store().list(new Location("jobs"))).isEmpty();
    assertThat(store().skipped().count(Reason.FOREIGN)).isEqualTo(before);
  }

  private static List<String> keys(List<StoredObject> page) {
    return page.stream().map(object -> object.location().key()).toList();
  }

  @Test
  void listsNothingInAMissingFolder() throws IOException {
    assertThat(store().list(new Location("open"))).isEmpty();
  }

  @Test
  void deletesAFolderWithItsContents() throws IOException {
    store().put(HERE, stream("a"), Delivery.INTERNAL);
    store().put(new Location("jobs/1/output/x"), stream("b"), Delivery.INTERNAL);
    store().put(new Location("jobs/10/source"), stream("c"), Delivery.INTERNAL);

    store().deleteFolder(new Location("jobs/1"));

    assertThat(store().list(new Location("jobs")))
        .extracting(object -> object.location().key())
        .containsExactly("jobs/10/source");
  }

  @Test
  void deletesOneObject() throws IOException {
    store().put(HERE, stream("a"), Delivery.INTERNAL);

    store().delete(HERE);

    assertThat(store().stat(HERE)).isEmpty();
  }

  @Test
  void deletingAMissingObjectIsNotAnError() throws IOException {
    store().delete(new Location("jobs/2"));
    store().deleteFolder(new Location("jobs/2"));

    assertThat(store().stat(new Location("jobs/2"))).isEmpty();
  }

  protected static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private String read(Location location, long offset) throws IOException {
    try (InputStream content = store().open(location, offset)) {
      return new String(content.readAllBytes(), UTF_8);
    }
  }

  protected static InputStream noise(int length) {
    byte[] bytes = new byte[length];
    new Random(7).nextBytes(bytes);
    return new ByteArrayInputStream(bytes);
  }

  /** A stream that fails after a number of bytes, like an upload whose client disconnects. */
  private static final class BreakingStream extends java.io.FilterInputStream {
    private int left;

    BreakingStream(InputStream content, int left) {
      super(content);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left <= 0) {
        throw new IOException("cut off by the test");
      }
      int count = super.read(target, offset, Math.min(length, left));
      left -= count;
      return count;
    }
  }
}
