package io.reelway.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.RunningReelway;
import io.reelway.job.ErrorCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The texts and numbers of the page, read from its own modules. */
@ExtendWith(PageServer.class)
class PageWordsTest {
  private final Visit visit;

  PageWordsTest(RunningReelway reelway, Chromium chromium) {
    this.visit = chromium.visit(reelway.url("/").toString(), View.DESKTOP);
  }

  @AfterEach
  void leave() {
    visit.close();
  }

  @Test
  void everyErrorCodeHasItsOwnText() {
    for (ErrorCode code : ErrorCode.values()) {
      assertThat(words(code.code())).as(code.code()).isNotEqualTo(words("no-such-code"));
    }
  }

  @Test
  void numbersAreFormattedForPeople() {
    Map<String, String> expected =
        Map.ofEntries(
            Map.entry("bytes(0)", "0 bytes"),
            Map.entry("bytes(1)", "1 byte"),
            Map.entry("bytes(1023)", "1023 bytes"),
            Map.entry("bytes(4200000)", "4.0 MiB"),
            Map.entry("bytes(99.96 * 2 ** 20)", "100 MiB"),
            Map.entry("bytes(1023.6 * 2 ** 10)", "1.0 MiB"),
            Map.entry("bytes(5 * 2 ** 30)", "5.0 GiB"),
            Map.entry("percent(92.57)", "93 %"),
            Map.entry("percent(99.99)", "99 %"),
            Map.entry("percent(0.34)", "0.3 %"),
            Map.entry("percent(0)", "0 %"),
            Map.entry("span(12.4)", "12 s"),
            Map.entry("span(59.9)", "1 min"),
            Map.entry("span(3540)", "59 min"),
            Map.entry("span(3599)", "1 h"),
            Map.entry("span(3900)", "1 h 5 min"),
            Map.entry("clock(7.9)", "0:07"),
            Map.entry("clock(3723)", "1:02:03"),
            Map.entry("count(1, 'file')", "1 file"),
            Map.entry("count(1284, 'file')", "1,284 files"));

    assertThat(expected).allSatisfy((call, text) -> assertThat(format(call)).isEqualTo(text));
  }

  @Test
  void theServersMessageExplainsWhatIsNotSupported() {
    assertThat(
            evaluate(
                "words.js",
                "inWords({ code: 'unsupported-type', message: 'The file is sound only.' }).hint"))
        .isEqualTo("The file is sound only.");
  }

  @Test
  void aFileThatWaitsShowsItsPlace() {
    assertThat(waiting("3")).isEqualTo("Waiting for its turn3 ahead");
    assertThat(waiting("0")).isEqualTo("Waiting for its turnnext");
    assertThat(waiting("undefined")).isEqualTo("Waiting for its turn");
  }

  /** The line above the progress bar of a file with that many tasks ahead. */
  private Object waiting(String ahead) {
    return visit
        .page()
        .evaluate(
            """
            async () => {
              const { card } = await import('/page/js/card.js');
              const { Item } = await import('/page/js/item.js');
              const item = new Item({ key: 'k', name: 'a.mp4', bytes: 1, type: 'video/mp4', preset: 'web' });
              item.set({ phase: 'working', progress: { stage: 'waiting', percent: 0, ahead: %s } });
              return card(item, {}).element.querySelector('.card-progress-line').textContent;
            }
            """
                .formatted(ahead));
  }

  @Test
  void commandsQuoteEveryFileName() {
    assertThat(
            evaluate("curl.js", "curlFor({ name: `it's \"a\" $(b) \\\\ c.mp4`, preset: 'web' })"))
        .asString()
        .startsWith(
            "curl -F preset='web' -F 'media=@\"it'\\''s \\\"a\\\" $(b) \\\\ c.mp4\"'"
                + " 'http://localhost:");
  }

  private Object words(String code) {
    return evaluate("words.js", "inWords({ code: '" + code + "' }).headline");
  }

  private Object format(String call) {
    return evaluate("format.js", call);
  }

  private Object evaluate(String module, String expression) {
    String name = List.of(expression.split("\\(", 2)).getFirst();
    return visit
        .page()
        .evaluate(
            "async () => { const { %s } = await import('/page/js/%s'); return %s; }"
                .formatted(name, module, expression));
  }
}
