package io.reelway.api.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import io.reelway.api.RunningReelway;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Swagger UI in a browser, under its Content-Security-Policy. */
@ExtendWith(PageServer.class)
class SwaggerPageTest {
  private final RunningReelway reelway;
  private final Chromium chromium;

  SwaggerPageTest(RunningReelway reelway, Chromium chromium) {
    this.reelway = reelway;
    this.chromium = chromium;
  }

  /** Closing the visit checks that the policy blocked nothing. */
  @Test
  void showsTheDescriptionAndRunsARoute() {
    try (Visit visit = chromium.visit(reelway.url("/swagger-ui.html").toString(), View.DESKTOP)) {
      Page page = visit.page();
      assertThat(page.getByText("Makes images and videos smaller")).isVisible();
      Locator route = page.locator("#operations-service-limits");
      route.locator(".opblock-summary-control").click();

      Visit.button(route, "Try it out").click();
      Visit.button(route, "Execute").click();

      assertThat(route.locator(".live-responses-table .response-col_status").last())
          .containsText("200");
      assertThat(route.locator(".live-responses-table")).containsText("maxInputBytes");
      page.screenshot(
          new ScreenshotOptions()
              .setPath(Path.of("target", "screenshots", "swagger-1280-light.png")));
    }
  }
}
