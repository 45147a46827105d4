package io.reelway.api.options;

import io.reelway.plan.QualityMetric;
import io.reelway.plan.QualityTarget;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the member {@code quality}: a number, or an object with a target. */
final class QualityReader {
  private static final String NAME = "quality";
  private static final String TITLE = "A quality target";
  private static final List<String> METRICS =
      Arrays.stream(QualityMetric.values()).map(QualityMetric::word).toList();

  private QualityReader() {}

  /** The number; {@code null} if there is none. */
  static @Nullable Integer number(JsonMembers from) {
    if (from.has(NAME) && !from.get(NAME).isNumber() && !isTarget(from)) {
      throw from.isOther(
          NAME,
          "a whole number from 1 to 100, or a target such as {\"metric\": \"xpsnr\", \"target\": 40}");
    }
    return isTarget(from) ? null : from.whole(NAME, 1, 100);
  }

  /** The target; {@code null} if there is none. */
  static @Nullable QualityTarget target(JsonMembers from) {
    if (!isTarget(from)) {
      return null;
    }
    JsonMembers members =
        new JsonMembers(from.get(NAME), from.pointer(NAME))
            .allow(TITLE, List.of("metric", "target", "min"));
    String word = members.word("metric", METRICS);
    if (word == null) {
      throw missing(members, "metric", String.join(" or ", METRICS));
    }
    QualityMetric metric = QualityMetric.valueOf(word.toUpperCase(Locale.ROOT));
    Double target = score(members, "target", metric);
    if (target == null) {
      throw missing(members, "target", range(metric));
    }
    Double min = score(members, "min", metric);
    if (min != null && min > target) {
      throw members.isOther("min", "at most " + plain(target) + ", the target");
    }
    return new QualityTarget(metric, target, min);
  }

  private static boolean isTarget(JsonMembers from) {
    return from.has(NAME) && from.get(NAME).isObject();
  }

  private static RuntimeException missing(JsonMembers members, String name, String wanted) {
    return members.refused(name, TITLE + " needs the member " + name + "; write " + wanted + ".");
  }

  private static @Nullable Double score(JsonMembers members, String name, QualityMetric metric) {
    return members.number(name, metric.least(), metric.most(), range(metric));
  }

  private static String range(QualityMetric metric) {
    String unit = metric == QualityMetric.XPSNR ? " (dB)" : "";
    return "a number from " + plain(metric.least()) + " to " + plain(metric.most()) + unit;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
