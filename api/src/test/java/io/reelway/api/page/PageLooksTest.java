package io.reelway.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.reelway.api.RunningReelway;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the page looks like and whether everyone can use it, with a mouse and with a thumb, in light
 * and in dark. The pictures stay in {@code target/screenshots}.
 */
@ExtendWith(PageServer.class)
class PageLooksTest {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final Set<String> NOT_ACCEPTED = Set.of("serious", "critical");

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
      lookAt(visit, view, "start");
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

      lookAt(visit, view, "work");
      Visit.button(photo, "Compare").click();
      photo.locator(".slider-before").waitFor();
      lookAt(visit, view, "compare");

      Visit.button(running, "Cancel").click();
      visit.card("sintel", "failed");
    }
  }

  private static void lookAt(Visit visit, View view, String state) {
    for (ColorScheme colours : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      visit
          .page()
          .emulateMedia(
              new EmulateMediaOptions()
                  .setColorScheme(colours)
                  .setReducedMotion(ReducedMotion.REDUCE));
      String name = state + "-" + view.width() + "-" + colours.name().toLowerCase(Locale.ROOT);
      visit
          .page()
          .screenshot(
              new ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
      assertThat(barriers(visit)).as(name).isEmpty();
      assertThat(visit.page().evaluate("document.documentElement.scrollWidth"))
          .as("nothing sticks out to the side, " + name)
          .isEqualTo(view.width());
    }
  }

  private static List<String> barriers(Visit visit) {
    return new AxeBuilder(visit.page())
        .analyze().getViolations().stream()
            .filter(rule -> NOT_ACCEPTED.contains(rule.getImpact()))
            .map(PageLooksTest::describe)
            .toList();
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + rule.getNodes().stream().map(node -> "\n  " + node.getHtml()).toList();
  }
}
