package io.reelway.api.jobs;

import static io.reelway.api.ErrorAnswers.assertError;
import static io.reelway.api.RunningReelway.media;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import io.reelway.outside.S3Process;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs with a bucket as store. */
class S3JobTest {
  private static final String JOBS = "/api/media/jobs";
  private static final Path PHOTO = media("image/gps-exif-nikon.jpg");
  private static final int LINK_SECONDS = 4;

  @TempDir private static Path work;
  private static S3Process s3;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() throws Exception {
    s3 = S3Process.start(work);
    List<String> settings = new ArrayList<>(s3.properties());
    settings.add("reelway.store.link-validity=" + LINK_SECONDS + "s");
    settings.add("reelway.limits.input=2 MiB");
    settings.add("reelway.store.s3.prefix=shared/reelway");
    reelway = RunningReelway.start(work.resolve("data"), settings.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    if (reelway != null) {
      reelway.close();
      s3.close();
    }
  }

  @Test
  void signsALinkThatWorksWithoutHeadersAndCarriesTheName() throws Exception {
    JsonNode job = reelway.optimize(PHOTO, "web");

    HttpResponse<byte[]> answer = fetch(job.get("downloadUrl").asString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasSize(job.get("result").get("outputBytes").asInt());
    assertThat(answer.headers().firstValue("content-type")).hasValue("image/webp");
    assertThat(answer.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"gps-exif-nikon.webp\"");
    assertThat(answer.headers().firstValue("cache-control")).hasValue("no-store");
  }

  @Test
  void aStreamHasItsPlaylistsHereAndItsMediaInTheBucket() throws Exception {
    MultipartForm form =
        new MultipartForm()
            .field("options", "{\"outputs\":[{\"name\":\"s\",\"type\":\"hls\"}]}")
            .file("media", "a.mp4", "video/mp4", media("video/h264-480x360-audio-mono.mp4"));
    JsonNode job = reelway.await(reelway.post(JOBS, form).json().path("jobId").asString());
    JsonNode stream = job.at("/outputs/0");
    URI link = URI.create(stream.path("downloadUrl").asString());

    HttpResponse<byte[]> master = fetch(link.toString());
    Answer media = reelway.get(link.resolve("360p.mp4").getPath(), "Range", "bytes=0-9");

    assertThat(link.getPath()).endsWith("/download/s/master.m3u8");
    assertThat(new String(master.body(), StandardCharsets.UTF_8)).startsWith("#EXTM3U");
    assertThat(master.headers().firstValue("content-type"))
        .hasValue("application/vnd.apple.mpegurl");
    assertThat(media.status()).isEqualTo(307);
    assertThat(fetch(media.header("Location")).headers().firstValue("content-type"))
        .hasValue("video/mp4");
  }

  @Test
  void keepsEverythingUnderThePrefixOfTheSettings() throws Exception {
    reelway.optimize(PHOTO, "web");

    assertThat(s3.files())
        .filteredOn(file -> !file.startsWith(".sgwtmp"))
        .isNotEmpty()
        .allMatch(file -> file.startsWith("shared/reelway"));
  }

  @Test
  void signsANewLinkWhenOneHasExpired() throws Exception {
    JsonNode job = reelway.optimize(PHOTO, "web");
    String old = job.get("downloadUrl").asString();
    TimeUnit.SECONDS.sleep(LINK_SECONDS + 1);

    String fresh = reelway.poll(job.get("jobId").asString()).get("downloadUrl").asString();

    assertThat(fetch(old).statusCode()).isEqualTo(403);
    assertThat(fetch(fresh).statusCode()).isEqualTo(200);
  }

  @Test
  void redirectsADownloadToTheBucket() throws Exception {
    JsonNode job = reelway.optimize(media("video/h264-480x360-audio-mono.mp4"), "low-bandwidth");

    Answer answer = reelway.get(JOBS + "/" + job.get("jobId").asString() + "/download");

    assertThat(answer.status()).isEqualTo(307);
    HttpResponse<byte[]> file = fetch(answer.header("Location"));
    assertThat(file.body()).hasSize(job.get("result").get("outputBytes").asInt());
    assertThat(file.headers().firstValue("content-type"))
        .hasValue(job.at("/result/contentType").asString());
  }

  /** The signature of a link covers the method. */
  @Test
  void aHeadLeadsToALinkThatTheBucketAnswers() throws Exception {
    JsonNode job = reelway.optimize(PHOTO, "web");
    String path = JOBS + "/" + job.get("jobId").asString() + "/download";

    Answer redirect = reelway.send(reelway.request(path), "HEAD", BodyPublishers.noBody());
    HttpResponse<byte[]> answer = fetch(redirect.header("Location"), "HEAD");

    assertThat(redirect.status()).isEqualTo(307);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-length"))
        .hasValue(job.at("/result/outputBytes").asString());
    assertThat(answer.headers().firstValue("content-disposition"))
        .hasValue("attachment; filename=\"gps-exif-nikon.webp\"");
  }

  @Test
  void outputsWithTheSameBytesKeepTheirOwnNames() throws Exception {
    MultipartForm form =
        new MultipartForm()
            .field(
                "options",
                """
                {"format":"webp","width":40,"outputs":[
                  {"name":"a","type":"image","format":"webp","width":40},
                  {"name":"b","type":"image","format":"webp","width":40}]}
                """)
            .file("media", "photo.jpg", "image/jpeg", PHOTO);

    JsonNode job = reelway.await(reelway.post(JOBS, form).json().get("jobId").asString());

    assertThat(job.at("/outputs/0/sha256")).isEqualTo(job.at("/outputs/1/sha256"));
    for (JsonNode output : List.of(job.get("result"), job.at("/outputs/0"), job.at("/outputs/1"))) {
      String link = output.path("downloadUrl").asString(job.path("downloadUrl").asString());
      assertThat(fetch(link).headers().firstValue("content-disposition"))
          .hasValue("attachment; filename=\"" + output.path("filename").asString() + "\"");
    }
  }

  @Test
  void furtherOutputsHaveLinksToTheBucketToo() throws Exception {
    MultipartForm form =
        new MultipartForm()
            .field(
                "options", "{\"outputs\":[{\"name\":\"small\",\"type\":\"image\",\"width\":40}]}")
            .file("media", "photo.jpg", "image/jpeg", PHOTO);
    JsonNode job = reelway.await(reelway.post(JOBS, form).json().get("jobId").asString());

    Answer redirect = reelway.get(JOBS + "/" + job.get("jobId").asString() + "/download/small");

    assertThat(redirect.status()).isEqualTo(307);
    for (String link :
        List.of(redirect.header("Location"), job.at("/outputs/0/downloadUrl").asString())) {
      assertThat(fetch(link).body()).hasSize(job.at("/outputs/0/bytes").asInt());
    }
  }

  @Test
  void leavesNothingInTheBucketOfAFileAboveTheLimit() throws Exception {
    int before = s3.files().size();
    byte[] large = new byte[(2 << 20) + 1];

    Answer answer =
        reelway.post(
            JOBS,
            new MultipartForm()
                .file("media", "a.jpg", "image/jpeg", BodyPublishers.ofByteArray(large)));

    assertError(answer, 413, "too-large");
    assertThat(s3.files()).as(s3.files().toString()).hasSize(before);
  }

  private static HttpResponse<byte[]> fetch(String url) throws Exception {
    return fetch(url, "GET");
  }

  private static HttpResponse<byte[]> fetch(String url, String method) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).method(method, BodyPublishers.noBody()).build(),
          BodyHandlers.ofByteArray());
    }
  }
}
