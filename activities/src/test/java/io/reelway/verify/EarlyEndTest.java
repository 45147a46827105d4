package io.reelway.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlyEndTest {
  @ParameterizedTest
  @CsvSource({"30000, 29900, false", "30000, 29899, true", ", 100, false", "30000, , false"})
  void warnsOnlyWhenAFileEndsNoticeablyEarly(
      @Nullable Long announced, @Nullable Long found, boolean warns) {
    assertThat(EarlyEnd.warning(length(announced), length(found)).isPresent()).isEqualTo(warns);
  }

  private static @Nullable Duration length(@Nullable Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }
}
