package io.reelway.strategy;

import io.reelway.plan.Crop;
import io.reelway.plan.Excerpt;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The filter that keeps the middle of an upright picture. */
public final class CropFilter {
  private CropFilter() {}

  /** The filter; empty to keep all of the picture. */
  public static List<String> of(@Nullable Excerpt excerpt) {
    Crop crop = excerpt == null ? null : excerpt.crop();
    return crop == null
        ? List.of()
        : List.of(
            String.format(Locale.ROOT, "crop=w=iw*%.6f:h=ih*%.6f", crop.width(), crop.height()));
  }
}
