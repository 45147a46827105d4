package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.api.problem.RequestException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;

class IdempotencyKeyTest {
  static Stream<String> keys() {
    return Stream.of("a", "!", "~", "8e03978e-40d5-43e8-bc93-6894a57f9324", "x".repeat(255));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void acceptsVisibleAscii(String key) {
    assertThat(IdempotencyKey.of(header(key))).contains(new IdempotencyKey(key));
  }

  static Stream<String> others() {
    return Stream.of("", " ", "two words", "tab\there", "\u00e9", "x".repeat(256));
  }

  @ParameterizedTest
  @MethodSource("others")
  void refusesAnythingElse(String key) {
    assertThatThrownBy(() -> IdempotencyKey.of(header(key))).isInstanceOf(RequestException.class);
  }

  @Test
  void refusesTwo() {
    HttpHeaders two = header("a");
    two.add(IdempotencyKey.HEADER, "b");

    assertThatThrownBy(() -> IdempotencyKey.of(two)).isInstanceOf(RequestException.class);
  }

  @Test
  void isOptional() {
    assertThat(IdempotencyKey.of(new HttpHeaders())).isEmpty();
  }

  private static HttpHeaders header(String value) {
    HttpHeaders headers = new HttpHeaders();
    headers.add(IdempotencyKey.HEADER, value);
    return headers;
  }
}
