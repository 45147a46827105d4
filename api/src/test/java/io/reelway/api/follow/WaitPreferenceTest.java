package io.reelway.api.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.api.problem.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** How long a poll waits. */
class WaitPreferenceTest {
  @ParameterizedTest
  @CsvSource({"1, PT1S", "30, PT30S", "60, PT1M", "61, PT1M", "999999999, PT1M"})
  void waitsAsAskedButAMinuteAtMost(String wait, String duration) {
    assertThat(
            WaitPreference.of(MockServerHttpRequest.get("/?wait=" + wait).build())
                .map(String::valueOf))
        .hasValue(duration);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=30                 | PT30S",
        "Wait=10                 | PT10S",
        "respond-async, wait=10  | PT10S",
        "respond-async; wait=100 | PT1M",
        "wait = \"5\"            | PT5S",
      })
  void readsThePreferenceOfRfc7240(String header, String duration) {
    assertThat(
            WaitPreference.of(MockServerHttpRequest.get("/").header("Prefer", header).build())
                .map(String::valueOf))
        .hasValue(duration);
  }

  @ParameterizedTest
  @ValueSource(strings = {"wait=soon", "await=30", "wait=-1", "respond-async"})
  void ignoresAnUnknownPreference(String header) {
    assertThat(WaitPreference.of(MockServerHttpRequest.get("/").header("Prefer", header).build()))
        .isEmpty();
  }

  @Test
  void doesNotWaitByDefault() {
    assertThat(WaitPreference.of(MockServerHttpRequest.get("/").build())).isEmpty();
    assertThat(WaitPreference.of(MockServerHttpRequest.get("/?wait=0").build())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "30s", "99999999999"})
  void refusesAnInvalidNumberOfSeconds(String wait) {
    assertThatThrownBy(() -> WaitPreference.of(MockServerHttpRequest.get("/?wait=" + wait).build()))
        .isInstanceOf(RequestException.class);
  }
}
