package io.reelway.api.secrets;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.ReelwayProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What another process of the same user can read of the secrets of a started program. */
@EnabledOnOs(OS.LINUX)
class ReadableSecretsTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String WEBHOOK = "whsec_dGhpcnR5LXR3byBieXRlcyBub2JvZHkgZ3Vlc3NlcyE=";
  private static final String SIGNING = "signs-the-links-of-downloads-0123456789";

  @TempDir private Path work;

  @Test
  void secretsFromFilesAreNeitherInTheEnvironmentNorOnTheCommandLineNorLeftOnTheDisk()
      throws Exception {
    Path secrets = Files.createDirectories(work.resolve("secrets"));
    List<Path> copies =
        List.of(
            write(secrets, "reelway.keys", "me:" + KEY),
            write(secrets, "reelway.webhook.secret", WEBHOOK),
            write(secrets, "reelway.signing-secret", SIGNING));

    try (ReelwayProcess reelway =
        ReelwayProcess.start(
            work,
            "secrets",
            "reelway.engine=in-memory",
            "reelway.secrets=" + secrets,
            "reelway.secrets-erase=true")) {
      assertThat(status(reelway, "none")).as("without the key").isEqualTo(401);
      assertThat(status(reelway, KEY)).as("with the key from the file").isEqualTo(200);

      assertThat(of(reelway, "environ")).contains("PATH=").doesNotContain(KEY, WEBHOOK, SIGNING);
      assertThat(of(reelway, "cmdline")).contains("java").doesNotContain(KEY, WEBHOOK, SIGNING);
      assertThat(secrets).isEmptyDirectory();
      for (Path copy : copies) {
        assertThat(Files.readAllBytes(copy)).isNotEmpty().containsOnly(0);
      }
    }
  }

  /** Returns a second name of the same bytes, which shows what becomes of them. */
  private Path write(Path secrets, String name, String value) throws IOException {
    Path file = Files.writeString(secrets.resolve(name), value);
    return Files.createLink(work.resolve(name), file);
  }

  private static String of(ReelwayProcess reelway, String name) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(reelway.pid()), name), ISO_8859_1);
  }

  private static int status(ReelwayProcess reelway, String key) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(reelway.url("/api/media/jobs")).header("x-api-key", key).build();
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
