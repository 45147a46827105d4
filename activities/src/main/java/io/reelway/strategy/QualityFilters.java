package io.reelway.strategy;

import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.QualityMetric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The filters that measure a quality, and what they write. */
public final class QualityFilters {
  /** Removes labels that are no difference of the picture; ffmpeg would convert between them. */
  private static final String UNLABELLED =
      "setparams=range=unknown:colorspace=unknown:color_primaries=unknown:color_trc=unknown"
          + ",setsar=1,format=yuv420p";

  /** The last line of the report: the mean over all frames. */
  private static final Pattern XPSNR =
      Pattern.compile("XPSNR average.* y: *(\\S+) +u: *(\\S+) +v: *(\\S+)");

  private static final Pattern SSIM = Pattern.compile("\\bAll:([0-9.]+)");

  /** The weights of the planes, as the authors of XPSNR use them. */
  private static final List<Integer> WEIGHTS = List.of(4, 1, 1);

  private QualityFilters() {}

  /**
   * What both sides of a comparison get, so that only the pixels count: those that viewers see,
   * with 8 bits.
   */
  static String plain(QualityMetric metric, ExpectedPicture picture) {
    return UNLABELLED + "," + SmallImages.enlarged(metric, picture);
  }

  /** The filter, whose first input is what the encoder received. */
  static String metric(QualityMetric metric, String report) {
    return metric.word() + "=stats_file=" + report;
  }

  /**
   * Reads a report.
   *
   * @return the score; empty if nothing was compared
   */
  public static OptionalDouble read(QualityMetric metric, Path report) throws IOException {
    if (!Files.exists(report)) {
      return OptionalDouble.empty();
    }
    try (Stream<String> lines = Files.lines(report, StandardCharsets.US_ASCII)) {
      return switch (metric) {
        case XPSNR ->
            lines
                .map(XPSNR::matcher)
                .filter(Matcher::find)
                .mapToDouble(QualityFilters::weighted)
                .findFirst();
        case SSIM ->
            lines
                .map(SSIM::matcher)
                .filter(Matcher::find)
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .average();
      };
    }
  }

  /** A plane without any difference has no number, so the others count alone. */
  private static double weighted(Matcher planes) {
    double sum = 0;
    int weights = 0;
    for (int i = 0; i < WEIGHTS.size(); i++) {
      String plane = planes.group(i + 1);
      if (!plane.equals("inf")) {
        sum += WEIGHTS.get(i) * Double.parseDouble(plane);
        weights += WEIGHTS.get(i);
      }
    }
    return weights == 0 ? QualityMetric.XPSNR.perfect() : sum / weights;
  }
}
