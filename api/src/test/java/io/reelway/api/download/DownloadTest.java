package io.reelway.api.download;

import static io.reelway.api.ErrorAnswers.assertError;
import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Section 3 of the contract: downloads of a local output, complete, by range, by HEAD and
 * conditional.
 */
class DownloadTest {
  @TempDir private static Path data;
  private static RunningReelway reelway;
  private static String path;
  private static Answer whole;

  @BeforeAll
  static void start() throws Exception {
    reelway = RunningReelway.start(data);
    JsonNode job = reelway.optimize(media("image/gps-exif-nikon.jpg"), "web");
    path = "/api/media/jobs/" + job.get("jobId").asString() + "/download";
    whole = reelway.get(path);
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  private static int size() {
    return whole.bytes().length;
  }

  @Test
  void sendsTheWholeFileWithTheHeadersForLaterRanges() {
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.header("Content-Length")).isEqualTo(Integer.toString(size()));
    assertThat(whole.header("Cache-Control")).isEqualTo("no-store");
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(whole.header("ETag")).matches("\"[0-9a-f]{64}\"");
    assertThat(whole.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"gps-exif-nikon.webp\"");
  }

  @ParameterizedTest
  @CsvSource({"bytes=0-99, 0, 100", "bytes=100-199, 100, 200", "bytes=7-7, 7, 8"})
  void sendsARange(String range, int from, int to) throws Exception {
    Answer part = reelway.get(path, "Range", range);

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(from, to - 1, size()));
    assertThat(part.header("Content-Length")).isEqualTo(Integer.toString(to - from));
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(whole.bytes(), from, to));
  }

  @ParameterizedTest
  @CsvSource({"bytes=-5, 5", "bytes=-99999999, 0", "bytes=0-, 0", "bytes=0-99999999, 0"})
  void sendsASuffixRange(String range, int fromTheEnd) throws Exception {
    Answer part = reelway.get(path, "Range", range);

    int from = fromTheEnd == 0 ? 0 : size() - fromTheEnd;
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Range"))
        .isEqualTo("bytes %d-%d/%d".formatted(from, size() - 1, size()));
    assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(whole.bytes(), from, size()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "items=0-5",
        "bytes=nonsense",
        "bytes=9-5",
        "bytes=0-0,5-9",
        "bytes=0-1,99999999-"
      })
  void sendsTheWholeFileForUnsupportedRanges(String range) throws Exception {
    Answer answer = reelway.get(path, "Range", range);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.bytes()).isEqualTo(whole.bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=99999999-", "bytes=-0"})
  void refusesARangeBeyondTheEnd(String range) throws Exception {
    Answer answer = reelway.get(path, "Range", range);

    assertError(answer, 416, "invalid-input");
    assertThat(answer.header("Content-Range")).isEqualTo("bytes */" + size());
    assertThat(answer.response().headers().allValues("Accept-Ranges")).containsExactly("bytes");
  }

  @Test
  void continuesOnlyTheVersionThatTheClientHas() throws Exception {
    String tag = whole.header("ETag");

    Answer same = reelway.get(path, "Range", "bytes=10-", "If-Range", tag);
    Answer other = reelway.get(path, "Range", "bytes=10-", "If-Range", "\"another\"");

    assertThat(same.status()).isEqualTo(206);
    assertThat(other.status()).isEqualTo(200);
    assertThat(other.bytes()).isEqualTo(whole.bytes());
  }

  @Test
  void answersNotModifiedForAKnownVersion() throws Exception {
    Answer answer = reelway.get(path, "If-None-Match", whole.header("ETag"));

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.bytes()).isEmpty();
  }

  @Test
  void answersHeadWithTheHeadersOnly() throws Exception {
    Answer head = reelway.send(reelway.request(path), "HEAD", BodyPublishers.noBody());

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(size()));
    assertThat(head.header("ETag")).isEqualTo(whole.header("ETag"));
    assertThat(head.bytes()).isEmpty();
  }
}
