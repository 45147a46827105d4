package io.reelway.api.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;

/** The viewport and input device of a visit. */
enum View {
  DESKTOP(1280, 800),
  PHONE(390, 844);

  private final int width;
  private final int height;

  View(int width, int height) {
    this.width = width;
    this.height = height;
  }

  int width() {
    return width;
  }

  NewContextOptions options() {
    NewContextOptions options =
        new NewContextOptions()
            .setViewportSize(width, height)
            .setColorScheme(ColorScheme.LIGHT)
            .setLocale("en-GB");
    return this == PHONE ? options.setHasTouch(true).setIsMobile(true) : options;
  }
}
