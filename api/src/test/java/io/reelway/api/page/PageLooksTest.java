package io.reelway.api.page;

import com.microsoft.playwright.Locator;
import io.reelway.api.RunningReelway;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The look and the accessibility of the page on desktop and phone, in light and in dark. The
 * screenshots stay in {@code target/screenshots}.
 */
@ExtendWith(PageServer.class)
class PageLooksTest {
  private final RunningReelway reelway;
  private final Chromium chromium;

  PageLooksTest(RunningReelway reelway, Chromium chromium) {
    this.reelway = reelway;
    this.chromium = chromium;
  }

  @ParameterizedTest
  @EnumSource
  void isAccessibleBeforeTheFirstFile(View view) {
    try (Visit visit = chromium.visit(reelway.url("/").toString(), view)) {
      visit.page().locator(".preset").first().waitFor();
      Look.at(visit, view, "start");
      visit.page().locator("#options summary").click();
      visit.page().locator("#options").getByLabel("Width").fill("640");
      Look.at(visit, view, "options");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isAccessibleAtWorkAndWithResults(View view) throws Exception {
    try (Visit visit = chromium.visit(reelway.url("/").toString(), view)) {
      visit.drop("hostile/text-named.jpg", "image/progressive-12mp.jpg");
      Locator photo = visit.card("progressive-12mp.jpg", "done");
      visit.card("text-named.jpg", "failed");
      visit.drop("video/h264-720p24-52s-sintel-trailer.mp4");
      Locator running = visit.card("sintel", "working");
      visit.sees(running, "× speed");

      Look.at(visit, view, "work");
      Visit.button(photo, "Compare").click();
      photo.locator(".slider-before").waitFor();
      Look.at(visit, view, "compare");

      Visit.button(running, "Cancel").click();
      visit.card("sintel", "failed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void isAccessibleWithVideosSideBySideAndAfterAReload(View view) throws Exception {
    try (Visit visit = chromium.visit(reelway.url("/").toString(), view)) {
      visit.page().locator("#options summary").click();
      visit.page().locator("#options").getByLabel("Also make").selectOption("poster");
      visit.drop("video/h264-540p30-5s-flower.mp4");
      Locator clip = visit.card("flower", "done");
      Visit.button(clip, "Compare").click();
      visit
          .page()
          .waitForFunction(
              "() => [...document.querySelectorAll('video')]"
                  + ".filter((one) => one.readyState >= 2).length === 2");
      Look.at(visit, view, "videos");

      visit.page().reload();
      visit.card("flower", "done");
      Look.at(visit, view, "reloaded");
    }
  }
}
