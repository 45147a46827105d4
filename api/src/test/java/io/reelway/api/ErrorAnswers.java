package io.reelway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway.Answer;
import tools.jackson.databind.JsonNode;

/** Assertions about answers with an error, section 4 of the contract. */
public final class ErrorAnswers {
  private ErrorAnswers() {}

  public static void assertError(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    JsonNode body = answer.json();
    assertThat(body.get("code").asString()).isEqualTo(code);
    assertSentence(body.get("error").asString());
  }

  /** For a person: nothing of our disks, programs or classes. */
  public static void assertSentence(String sentence) {
    assertThat(sentence)
        .matches("[A-Z].*\\.")
        .doesNotContainPattern("(^|[\\s'\"])/\\w")
        .doesNotContain("ffmpeg", "ffprobe", "Exception", "root:");
  }
}
