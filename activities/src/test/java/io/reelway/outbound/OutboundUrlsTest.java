package io.reelway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundUrlsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/clip.mp4",
        "file:///etc/passwd",
        "ftp://example.org/clip.mp4",
        "//example.org/clip.mp4",
        "clip.mp4",
        "https:///clip.mp4",
        "https://user:secret@example.org/clip.mp4",
        "https://exa mple.org/",
        "https:opaque",
        "https://example.org:0/",
        "https://example.org:65536/"
      })
  void refusesWhatIsNoHttpsUrlOfAHost(String text) {
    assertThatThrownBy(() -> OutboundUrls.parse(text, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The URL must");
  }

  @Test
  void allowsHttpWhereThatIsSet() {
    assertThat(OutboundUrls.parse(" http://example.org/clip.mp4 ", true))
        .hasToString("http://example.org/clip.mp4");
  }
}
