package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.NodeProgram;
import io.reelway.api.RunningReelway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client of docs/examples, written in JavaScript, checks sections 1 to 6 of the contract
 * literally.
 */
class ContractClientTest {
  private static final Path ROOT = Path.of(System.getProperty("reelway.root"));
  private static final Path CLIENT = ROOT.resolve("docs/examples/client.mjs");
  private static final Path CONTRACT = ROOT.resolve("api/src/test/resources/contract/contract.mjs");
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  @TempDir private Path folder;

  @BeforeAll
  static void needsNode() throws InterruptedException {
    NodeProgram.require();
  }

  @Test
  void theContractHoldsWithoutKeys() throws Exception {
    try (RunningReelway server = RunningReelway.start(folder)) {
      run("", CONTRACT.toString(), CLIENT.toString(), server.url("").toString(), PHOTO.toString());
    }
  }

  @Test
  void theContractHoldsWithAKeyAndTheExampleRunsAsAProgram() throws Exception {
    Path photo = Files.copy(PHOTO, folder.resolve("photo.jpg"));
    try (RunningReelway server =
        RunningReelway.start(folder.resolve("data"), "reelway.keys=tests:secret-key")) {
      String url = server.url("").toString();
      run("secret-key", CONTRACT.toString(), CLIENT.toString(), url, photo.toString());
      run("secret-key", CLIENT.toString(), url, photo.toString(), "low-bandwidth");
    }
    assertThat(folder.resolve("photo.avif")).isNotEmptyFile();
  }

  private void run(String key, String... arguments) throws IOException, InterruptedException {
    NodeProgram.run(folder, Map.of("REELWAY_KEY", key), arguments);
  }
}
