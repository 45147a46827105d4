package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An idempotency key whose job was erased, used again with another file of the same size. */
class ReusedKeyTest {
  private static final int SIDE = 200;

  @TempDir private Path folder;

  @Test
  void deliversTheOutputOfTheNewFile() throws Exception {
    Path red = picture("red.bmp", Color.RED);
    Path blue = picture("blue.bmp", Color.BLUE);
    assertThat(Files.size(blue)).isEqualTo(Files.size(red));

    try (RunningReelway reelway = RunningReelway.start(folder.resolve("data"))) {
      String first = submit(reelway, red);
      byte[] before = output(reelway, first);
      reelway.send(reelway.request("/api/media/jobs/" + first), "DELETE", BodyPublishers.noBody());

      byte[] after = output(reelway, submit(reelway, blue));

      assertThat(after).isNotEqualTo(before).isEqualTo(output(reelway, submit(reelway, blue, "")));
    }
  }

  private static byte[] output(RunningReelway reelway, String jobId) throws Exception {
    assertThat(reelway.await(jobId).path("status").asString()).isEqualTo("done");
    Answer file = reelway.get("/api/media/jobs/" + jobId + "/download");
    assertThat(file.status()).isEqualTo(200);
    return file.bytes();
  }

  private static String submit(RunningReelway reelway, Path file) throws Exception {
    return submit(reelway, file, "same-key");
  }

  /** Submits a file under a key, or without one, and returns the id of its job. */
  private static String submit(RunningReelway reelway, Path file, String key) throws Exception {
    MultipartForm form = new MultipartForm().file("media", "a.bmp", "image/bmp", file);
    var request = reelway.request("/api/media/jobs").header("Content-Type", form.contentType());
    Answer answer =
        reelway.send(
            key.isEmpty() ? request : request.header("Idempotency-Key", key), "POST", form.body());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    return answer.json().path("jobId").asString();
  }

  private Path picture(String name, Color colour) throws Exception {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < SIDE * SIDE; i++) {
      picture.setRGB(i % SIDE, i / SIDE, colour.getRGB());
    }
    Path file = folder.resolve(name);
    ImageIO.write(picture, "bmp", file.toFile());
    return file;
  }
}
