package io.reelway.api.download;

import static io.reelway.api.ErrorAnswers.assertError;
import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A player plays a stream from the link in a poll, which is signed, because it has no key. */
class StreamDownloadTest {
  private static final String[] KEY = {"x-api-key", "secret-key-of-alice"};

  @TempDir private static Path data;
  private static RunningReelway reelway;
  private static JsonNode stream;
  private static String path;

  @BeforeAll
  static void start() throws Exception {
    reelway = RunningReelway.start(data, "reelway.keys=alice:secret-key-of-alice");
    MultipartForm form =
        new MultipartForm()
            .field(
                "options",
                "{\"outputs\":[{\"name\":\"stream\",\"type\":\"hls\",\"segmentSec\":2,"
                    + "\"renditions\":[{\"height\":90},{\"height\":60}]}]}")
            .file("media", "a.mp4", "video/mp4", media("video/h264-480x360-audio-mono.mp4"));
    Answer answer =
        reelway.send(
            reelway
                .request("/api/media/jobs")
                .headers(KEY)
                .header("Prefer", "wait=60")
                .header("Content-Type", form.contentType()),
            "POST",
            form.body());
    stream = answer.json().at("/outputs/0");
    path = "/api/media/jobs/" + answer.json().path("jobId").asString() + "/download/stream";
    assertThat(stream.path("status").asString()).as(answer.json().toString()).isEqualTo("done");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  private static URI link() {
    return URI.create(stream.path("downloadUrl").asString());
  }

  private static Answer get(URI link, String... headers) throws Exception {
    return reelway.get(link.getRawPath() + "?" + link.getRawQuery(), headers);
  }

  private static List<String> names(String playlist) {
    return playlist.lines().filter(line -> !line.startsWith("#")).distinct().toList();
  }

  @Test
  void aPollListsTheFilesOfAStream() {
    assertThat(stream.path("contentType").asString()).isEqualTo("application/vnd.apple.mpegurl");
    assertThat(stream.path("files").size()).isEqualTo(7);
    assertThat(stream.path("files").get(0).path("path").asString()).isEqualTo("master.m3u8");
    long sum = 0;
    for (JsonNode file : stream.path("files")) {
      sum += file.path("bytes").asLong();
    }
    assertThat(stream.path("bytes").asLong()).isEqualTo(sum);
  }

  @Test
  void everyLinkOfAPlaylistWorksWithoutAKey() throws Exception {
    Answer master = get(link());
    assertThat(master.status()).isEqualTo(200);
    assertThat(master.header("Content-Type")).isEqualTo("application/vnd.apple.mpegurl");
    for (String name : names(master.body())) {
      Answer list = get(link().resolve(name));
      assertThat(list.status()).isEqualTo(200);
      assertThat(names(list.body())).hasSize(1);
      URI media = link().resolve(names(list.body()).getFirst());
      Answer part = get(media, "Range", "bytes=0-99");
      assertThat(part.status()).isEqualTo(206);
      assertThat(part.header("Content-Type")).isEqualTo("video/mp4");
      assertThat(part.bytes()).hasSize(100);
      assertThat(list.body()).contains("URI=\"" + names(list.body()).getFirst() + "\"");
    }
    String sound =
        master.body().lines().filter(line -> line.contains("TYPE=AUDIO")).findFirst().orElseThrow();
    String uri = sound.replaceFirst(".*URI=\"([^\"]+)\".*", "$1");
    Answer list = get(link().resolve(uri));
    assertThat(get(link().resolve(names(list.body()).getFirst())).header("Content-Type"))
        .isEqualTo("audio/mp4");
  }

  @Test
  void theLinkOfAStreamIsValidForAsLongAsItPlays() throws Exception {
    long expires = Long.parseLong(link().getQuery().replaceFirst(".*expires=(\\d+).*", "$1"));

    assertThat(expires).isGreaterThan(System.currentTimeMillis() + 3_600_000);
  }

  @Test
  void thePathOfTheOutputLeadsToItsFirstFile() throws Exception {
    Answer answer = reelway.get(path + "?a=b", KEY);

    assertThat(answer.status()).isEqualTo(307);
    assertThat(answer.header("Location")).isEqualTo("stream/master.m3u8?a=b");
  }

  @Test
  void withAKeyTheLinksOfAPlaylistHaveNoSignature() throws Exception {
    String master = reelway.get(path + "/master.m3u8", KEY).body();

    assertThat(names(master)).containsExactly("60p.m3u8", "90p.m3u8");
    assertThat(reelway.get(path + "/master.m3u8?signature=%22%0A", KEY).body()).isEqualTo(master);
  }

  @Test
  void aPlaylistHasAHead() throws Exception {
    byte[] whole = reelway.get(path + "/90p.m3u8", KEY).bytes();
    Answer head =
        reelway.send(
            reelway.request(path + "/90p.m3u8").headers(KEY), "HEAD", BodyPublishers.noBody());

    assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(whole.length));
  }

  @Test
  void aMediaFileHasRanges() throws Exception {
    byte[] whole = reelway.get(path + "/90p.mp4", KEY).bytes();

    assertThat(reelway.get(path + "/90p.mp4", KEY[0], KEY[1], "Range", "bytes=5-99").bytes())
        .isEqualTo(Arrays.copyOfRange(whole, 5, 100));
    assertThat(
            reelway
                .get(path + "/90p.mp4", KEY[0], KEY[1], "Range", "bytes=" + whole.length + "-")
                .status())
        .isEqualTo(416);
  }

  @Test
  void onlyListedPathsAreFound() throws Exception {
    for (String other :
        Stream.of(
                "/1080p.mp4",
                "/",
                "/./master.m3u8",
                "/..%2Fmaster.m3u8",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/master.m3u8/",
                "/master.m3u8%00",
                "/MASTER.m3u8")
            .toList()) {
      assertError(reelway.get(path + other, KEY), 404, "not-found");
    }
    assertError(reelway.get(path + "/master.m3u8"), 401, "unauthorized");
  }
}
