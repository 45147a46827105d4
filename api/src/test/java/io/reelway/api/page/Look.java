package io.reelway.api.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Checks a state of the page in light and dark: saves a screenshot and reports accessibility
 * problems.
 */
final class Look {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final Set<String> NOT_ACCEPTED = Set.of("serious", "critical");

  /**
   * Finds controls that are too small to tap. A label counts for its input, and the slider for its
   * whole picture.
   */
  private static final String SMALL_TARGETS =
      """
      () => [...document.querySelectorAll('a, button, select, input, [role=button]')]
        .map((one) => ({ one, box: (one.closest('label') ?? one).getBoundingClientRect() }))
        .filter(({ one, box }) => one.checkVisibility() && box.bottom > 0)
        .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
        .map(({ one, box }) => `${one.outerHTML.slice(0, 120)}: ${box.width} x ${box.height}`)
      """;

  private Look() {}

  /** Fails on an accessibility problem or on horizontal overflow. */
  static void at(Visit visit, View view, String state) {
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
    if (view == View.PHONE) {
      assertThat((List<?>) visit.page().evaluate(SMALL_TARGETS))
          .as(state + ", for a thumb")
          .isEmpty();
    }
  }

  private static List<String> barriers(Visit visit) {
    return new AxeBuilder(visit.page())
        .analyze().getViolations().stream()
            .filter(rule -> NOT_ACCEPTED.contains(rule.getImpact()))
            .map(Look::describe)
            .toList();
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + rule.getNodes().stream().map(node -> "\n  " + node.getHtml()).toList();
  }
}
