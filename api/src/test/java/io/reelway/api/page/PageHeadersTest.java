package io.reelway.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.api.RunningReelway.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The response headers of the page's files. */
@ExtendWith(PageServer.class)
class PageHeadersTest {
  private final RunningReelway reelway;

  PageHeadersTest(RunningReelway reelway) {
    this.reelway = reelway;
  }

  @Test
  void allowsThePageOnlyItsOwnOrigin() throws Exception {
    Answer page = reelway.get("/");

    assertThat(page.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                + " media-src 'self' blob:; connect-src 'self'; frame-ancestors 'none';"
                + " base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/page/js/main.js, text/javascript",
    "/page/css/tokens.css, text/css",
    "/page/reelway.svg, image/svg+xml"
  })
  void answersNotModifiedForAKnownFile(String path, String type) throws Exception {
    Answer first = reelway.get(path);
    Answer again = reelway.get(path, "If-None-Match", first.header("ETag"));
    Answer head = reelway.send(reelway.request(path), "HEAD", BodyPublishers.noBody());

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Content-Type")).startsWith(type);
    assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(first.header("Last-Modified")).as("identical in all reproducible builds").isEmpty();
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.bytes()).isEmpty();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("ETag")).isEqualTo(first.header("ETag"));
  }

  @Test
  void knowsNoOtherFiles() throws Exception {
    assertThat(reelway.get("/page/../application.yaml").status()).isEqualTo(404);
    assertThat(reelway.get("/page/js/none.js").json().get("code").asString())
        .isEqualTo("not-found");
  }
}
