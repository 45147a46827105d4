package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.api.MultipartForm;
import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No webhook is sent without a signature. Separate from {@link WebhookTest}, whose servers keep
 * running.
 */
class UnsignedWebhookTest {
  private static final Path PHOTO = RunningReelway.media("image/exif-orientation-6.jpg");

  @TempDir private Path folder;

  @Test
  void refusesAWebhookWithoutASecret() throws Exception {
    try (RunningReelway mute = RunningReelway.start(folder)) {
      Answer answer =
          mute.post(
              "/api/media/jobs",
              new MultipartForm()
                  .field("webhookUrl", "https://example.org/x")
                  .file("media", "photo.jpg", "image/jpeg", PHOTO));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.json().path("error").asString()).contains("no secret to sign");
      assertThat(mute.files().stream().map(Path::toString)).noneMatch(it -> it.contains("source"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "reelway.webhook.secret=abc, reelway.webhook.secret has the wrong form",
    "reelway.webhook.secret=whsec_c2hvcnQ=, reelway.webhook.secret has the wrong form",
    "reelway.webhook.url=https://example.org/x, reelway.webhook.secret is empty"
  })
  void doesNotStartWithUnusableSettings(String setting, String sentence) {
    assertThatThrownBy(() -> RunningReelway.start(folder, setting).close())
        .hasRootCauseInstanceOf(IllegalArgumentException.class)
        .rootCause()
        .hasMessageStartingWith(sentence);
  }
}
