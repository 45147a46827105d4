package io.reelway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway.Answer;
import tools.jackson.databind.JsonNode;

/** Assertions about error answers; section 4 of the contract. */
public final class ErrorAnswers {
  private ErrorAnswers() {}

  public static void assertError(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    JsonNode body = answer.json();
    assertThat(body.get("code").asString()).isEqualTo(code);
    assertSentence(body.get("error").asString());
  }

  /**
   * Asserts that the message is a sentence for people, without names of paths, programs or classes.
   */
  public static void assertSentence(String sentence) {
    assertThat(sentence)
        .matches("[A-Z].*\\.")
        .doesNotContainPattern("(^|[\\s'\"])/\\w")
        .doesNotContain("ffmpeg", "ffprobe", "Exception", "root:");
  }
}
