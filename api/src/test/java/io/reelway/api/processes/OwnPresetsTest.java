package io.reelway.api.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Only processes with the role api read the operator's presets; workers look no preset up by name.
 */
class OwnPresetsTest {
  private static final String THUMB =
      """
      presets:
        - name: thumb
          maxWidth: 120
          imageQuality: 60
          videoCrf: 34
          videoBitrateKbps: 200
          audioBitrateKbps: 32
          imageStrategies: [image-jpeg]
          videoStrategies: [video-mp4-h264]
          options:
            effort: fast
            outputs: [{name: icon, type: image, width: 32, format: png}]
      """;

  @TempDir private Path folder;
  private Path photo = Path.of("");
  private SharedEngine engine;
  private final List<RunningReelway> processes = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    photo = photo(folder.resolve("photo.jpg"));
    engine = SharedEngine.inMemory(folder.resolve("store"));
  }

  @AfterEach
  void stop() {
    processes.reversed().forEach(RunningReelway::close);
    engine.close();
  }

  @Test
  void aWorkerWithoutTheFileUsesAPresetOfTheOperator() throws Exception {
    RunningReelway api = join("api", "reelway.presets=" + presets(THUMB));
    join("worker");

    JsonNode offered = api.get("/api/media/presets").json();
    JsonNode job = api.optimize(photo, "thumb");

    assertThat(offered.at("/presets/3/name").asString()).isEqualTo("thumb");
    assertThat(offered.at("/presets/3/options/outputs/0/format").asString()).isEqualTo("png");
    assertThat(job.path("status").asString()).as("%s", job).isEqualTo("done");
    assertThat(job.path("preset").asString()).isEqualTo("thumb");
    assertThat(job.has("warnings")).isFalse();
    assertThat(job.at("/result/strategy").asString()).isEqualTo("image-jpeg");
    assertThat(job.at("/result/outputWidth").asInt()).isEqualTo(120);
    assertThat(job.at("/effectiveOptions/effort").asString()).isEqualTo("fast");
    assertThat(job.at("/outputs/0/name").asString()).isEqualTo("icon");
    assertThat(job.at("/outputs/0/width").asInt()).isEqualTo(32);
    assertThat(api.get("/api/media/jobs?preset=thumb").json().path("items")).hasSize(1);
  }

  /** Each process may run the workflow of each job. */
  @Test
  void aJobRunsWithThePresetItWasAcceptedWith() throws Exception {
    RunningReelway one = join("api", "reelway.presets=" + presets(THUMB));
    RunningReelway other = join("api", "reelway.presets=" + presets(THUMB.replace("120", "80")));
    Answer large = one.submit(photo, "thumb");
    Answer small = other.submit(photo, "thumb");

    join("worker");

    assertThat(width(other, large)).isEqualTo(120);
    assertThat(width(one, small)).isEqualTo(80);
  }

  @Test
  void aBrokenFileStopsTheStart() throws Exception {
    Path broken = presets(THUMB.replace("[image-jpeg]", "[]"));

    assertThatThrownBy(() -> join("api", "reelway.presets=" + broken))
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageStartingWith("reelway.presets is " + broken + "; line 8: imageStrategies");
  }

  private static int width(RunningReelway process, Answer accepted) throws Exception {
    JsonNode job = process.await(accepted.json().path("jobId").asString());
    return job.at("/result/outputWidth").asInt();
  }

  private RunningReelway join(String role, String... settings) {
    RunningReelway process = engine.join(folder.resolve(role + processes.size()), role, settings);
    processes.add(process);
    return process;
  }

  private Path presets(String yaml) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "presets", ".yaml"), yaml);
  }

  /** A photo that is larger than its output. */
  private static Path photo(Path file) throws IOException {
    BufferedImage image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      pen.setColor(new Color(random.nextInt(1 << 24)));
      pen.fillOval(random.nextInt(400), random.nextInt(300), 40, 40);
    }
    pen.dispose();
    ImageIO.write(image, "jpg", file.toFile());
    return file;
  }
}
