package io.reelway.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
  void refusesUrlsThatAreNotHttpsOrHaveNoHost(String text) {
    assertThatThrownBy(() -> urls(false, true).parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The URL must");
  }

  @Test
  void allowsHttpWhenConfigured() {
    assertThat(urls(true, true).parse(" http://example.org/clip.mp4 "))
        .hasToString("http://example.org/clip.mp4");
  }

  /** The second letter is written as two characters, and stays so: it is the name of a file. */
  @ParameterizedTest
  @CsvSource({
    "/\u00fc%20\u30d5.png?q=\ud83c\udfac, /%C3%BC%20%E3%83%95.png?q=%F0%9F%8E%AC",
    "/u\u0308.png, /u%CC%88.png"
  })
  void encodesLettersOutsideOfAsciiAsUtf8(String path, String sent) {
    assertThat(urls(false, true).parse("https://example.org" + path))
        .hasToString("https://example.org" + sent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://127.0.0.1/hook",
        "https://localhost:8443/hook",
        "https://[::1]/hook",
        "https://[::ffff:10.0.0.1]/hook",
        "https://192.168.1.20/hook",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/hook"
      })
  void refusesAHostThatResolvesToAPrivateAddress(String text) {
    assertThatThrownBy(() -> urls(false, false).parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must name a public host");
    assertThat(urls(false, true).parse(text)).hasToString(text);
  }

  /** The name may resolve later, and every connection is checked anyway. */
  @Test
  void acceptsAHostThatDoesNotResolveYet() {
    assertThat(urls(false, false).parse("https://nobody.invalid/hook"))
        .hasToString("https://nobody.invalid/hook");
  }

  private static OutboundUrls urls(boolean allowHttp, boolean allowPrivate) {
    return new OutboundUrls(Outbound.settings(allowHttp, allowPrivate));
  }
}
