package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.outside.S3Process;
import io.reelway.outside.TemporalProcess;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileImageOutputStream;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The requests of a job on Temporal to the bucket, as the S3 server counted them. */
class StoreRequestsTest {
  @TempDir private static Path work;
  private static TemporalProcess temporal;
  private static S3Process s3;
  private static RunningReelway reelway;

  @BeforeAll
  static void start() throws Exception {
    temporal = TemporalProcess.start(work);
    s3 = S3Process.start(work);
    List<String> settings = new ArrayList<>(s3.properties());
    settings.add("reelway.engine=remote");
    settings.add("reelway.temporal.address=" + temporal.address());
    settings.add("reelway.worker.sweep=1s");
    reelway = RunningReelway.start(work.resolve("data"), settings.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    if (reelway != null) {
      reelway.close();
      s3.close();
      temporal.close();
    }
  }

  @Test
  void aSmallImageCostsFourRequests() throws Exception {
    JsonNode job = optimize(photo(0.9f));

    assertThat(job.path("status").asString()).isEqualTo("done");
    assertThat(requests(job))
        .containsExactly(
            "PutObject source", "GetObject source", "PutObject output", "DeleteObject source");
  }

  @Test
  void aSecondStrategyNeedsNoSecondFetch() throws Exception {
    JsonNode job = optimize(photo(0.02f));

    assertThat(job.at("/result/strategy").asString()).isEqualTo("image-jpeg");
    assertThat(requests(job))
        .containsExactly(
            "PutObject source", "GetObject source", "PutObject output", "DeleteObject source");
  }

  @Test
  void aFailedJobLeavesNoCopyOfItsSource() throws Exception {
    Path text = Files.writeString(work.resolve("text.jpg"), "No picture at all.");
    JsonNode job = optimize(text);

    assertThat(job.path("status").asString()).isEqualTo("failed");
    assertThat(requests(job))
        .containsExactly("PutObject source", "GetObject source", "DeleteObject source");
    awaitNoFileOf(job);
  }

  /** A job is final before its source is deleted. */
  private static JsonNode optimize(Path file) throws Exception {
    JsonNode job = reelway.optimize(file, "web");
    for (int i = 0; i < 100 && !requests(job).contains("DeleteObject source"); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return job;
  }

  /** The requests to objects of a job, by operation and kind of object. */
  private static List<String> requests(JsonNode job) throws Exception {
    String folder = "jobs/" + job.path("jobId").asString() + "/";
    return s3.requests().stream()
        .filter(request -> request.contains(folder))
        .map(request -> request.replace(folder, "").replaceFirst("/.*", ""))
        .toList();
  }

  private static void awaitNoFileOf(JsonNode job) throws Exception {
    String id = job.path("jobId").asString();
    for (int i = 0; i < 100 && has(id); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertThat(has(id)).isFalse();
  }

  private static boolean has(String jobId) throws Exception {
    return reelway.files().stream().anyMatch(file -> file.toString().contains(jobId));
  }

  /** Noise as a JPEG of that quality, 0 to 1. At 0.02, WebP is larger than the source. */
  private static Path photo(float quality) throws Exception {
    BufferedImage noise = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(1);
    for (int pixel = 0; pixel < 320 * 240; pixel++) {
      noise.setRGB(pixel % 320, pixel / 320, random.nextInt(1 << 24));
    }
    Path file = work.resolve("photo-" + quality + ".jpg");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream content = new FileImageOutputStream(file.toFile())) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      settings.setCompressionQuality(quality);
      writer.setOutput(content);
      writer.write(null, new IIOImage(noise, null, null), settings);
    } finally {
      writer.dispose();
    }
    return file;
  }
}
