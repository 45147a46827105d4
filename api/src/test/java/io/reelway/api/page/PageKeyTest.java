package io.reelway.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.reelway.api.RunningReelway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page of a server that requires a key and accepts only small files. */
@ExtendWith(PageServer.class)
class PageKeyTest {
  private static final String KEY = "a-key-for-the-page-0123456789";
  @TempDir private static Path data;
  private static RunningReelway reelway;

  private final Chromium chromium;
  private Visit visit;

  PageKeyTest(Chromium chromium) {
    this.chromium = chromium;
  }

  @BeforeAll
  static void start() {
    reelway =
        RunningReelway.start(data, "reelway.keys=page:" + KEY, "reelway.limits.input=200 KiB");
  }

  @AfterAll
  static void stop() {
    reelway.close();
  }

  @BeforeEach
  void come() {
    visit = chromium.visit(reelway.url("/").toString(), View.DESKTOP);
  }

  @AfterEach
  void leave() {
    visit.close();
  }

  @Test
  void asksForTheKeyUntilItIsRightAndKeepsItForTheTab() throws Exception {
    enter("wrong");
    visit.sees(dialog(), "That key was not accepted.");
    enter(KEY);
    visit.drop("image/exif-orientation-6.jpg");
    Locator card = visit.card("exif-orientation-6.jpg", "done");

    byte[] image = Files.readAllBytes(visit.download(card).path());
    assertThat(new String(image, 8, 4, StandardCharsets.US_ASCII)).isEqualTo("WEBP");

    visit.page().reload();
    visit.page().locator(".preset").first().waitFor();
    assertThat(dialog()).hasCount(0);
    assertThat(visit.page().evaluate("localStorage.getItem('reelway.key')")).isNull();

    visit.button("Forget key").click();
    assertThat(dialog()).isVisible();
  }

  @Test
  void theKeyDialogIsAccessible() {
    assertThat(dialog()).isVisible();
    assertThat(visit.page().locator("#key")).isFocused();
    Look.at(visit, View.DESKTOP, "key");
  }

  @Test
  void aTooLargeFileIsNotSent() throws Exception {
    enter(KEY);
    visit.page().locator("#limit").getByText("Up to 200 KiB").waitFor();

    visit.drop("image/progressive-12mp.jpg");

    visit.sees(
        visit.card("progressive-12mp.jpg", "failed"), "This file is too large for this server.");
    visit.sees(visit.card("progressive-12mp.jpg"), "It has 881 KiB; the limit is 200 KiB.");
    assertThat(visit.jobId("progressive-12mp.jpg")).isEmpty();
  }

  private Locator dialog() {
    return visit.page().getByRole(AriaRole.DIALOG);
  }

  private void enter(String key) {
    visit.page().locator("#key").fill(key);
    visit.page().locator("#key").press("Enter");
  }
}
