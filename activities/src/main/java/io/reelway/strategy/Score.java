package io.reelway.strategy;

import io.reelway.plan.Attempt;
import io.reelway.plan.ExpectedPicture;
import io.reelway.plan.QualityMetric;
import io.reelway.source.Container;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of a still image. The process that encodes it also decodes the result and compares
 * it with what the encoder received. This costs a tenth of a second process; see decision 0103.
 *
 * @param file the file in the directory of the run that receives the similarity
 * @param metric what is measured besides the similarity; {@code null} for nothing
 */
public record Score(Path file, @Nullable QualityMetric metric) implements Comparison {
  /** The value that the ssim filter prints; 1 for identical images. */
  private static final Pattern SSIM = Pattern.compile("lavfi\\.ssim\\.All=([0-9.]+)");

  /**
   * Removes what differs between a decoded output and the input of its encoder, but is no
   * difference of the image: labels of colours. A JPEG may have further pictures, e.g. a gain map,
   * which are not encoded. Every filter before the pixel format costs 0.4 ms, because ffmpeg then
   * compares all formats that its neighbours support.
   */
  private static final String PLAIN =
      "trim=end_frame=1,setparams=range=unknown:colorspace=unknown:color_primaries=unknown"
          + ":color_trc=unknown,";

  /** Encoders change the colours of invisible pixels, and those of nearly invisible ones much. */
  private static final String VISIBLE = "format=gbrap,premultiply=inplace=1,";

  /** The times of both pictures are equal, and the shape of their pixels does not matter. */
  private static final String IN_STEP = ",settb=1/25,setpts=N,setsar=1";

  /**
   * Reads the similarity.
   *
   * @return mean structural similarity, 0 to 1; empty when the output does not decode or has
   *     another size than its input
   */
  public OptionalDouble read() throws IOException {
    if (!Files.exists(file)) {
      return OptionalDouble.empty();
    }
    return SSIM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .findFirst();
  }

  /**
   * Reads a quality.
   *
   * @return the score; empty when it was not measured
   */
  public OptionalDouble read(QualityMetric wanted) throws IOException {
    return wanted == QualityMetric.SSIM ? read() : QualityFilters.read(wanted, report());
  }

  @Override
  public Score movedTo(Path place) throws IOException {
    Score moved = new Score(place, metric);
    ComparisonFile.move(report(), moved.report());
    ComparisonFile.move(file, place);
    return moved;
  }

  private Path report() {
    return file.resolveSibling(file.getFileName() + "-xpsnr");
  }

  /**
   * The arguments after those of the output, which is the first one of the command.
   *
   * @param alpha whether both pictures have transparency
   */
  List<String> arguments(Attempt attempt, boolean alpha) {
    ExpectedPicture wanted = attempt.picture();
    String plain = PLAIN + (alpha ? VISIBLE : "") + "format=yuv420p" + IN_STEP;
    String enlarged = SmallImages.enlarged(QualityMetric.SSIM, wanted);
    boolean also = metric == QualityMetric.XPSNR;
    String graph =
        "[dec:0]"
            + plain
            + (also ? ",split[got][got2];" : "[got];")
            + "[look]"
            + String.join(",", plain, crop(wanted))
            + (also ? ",split[want][want2];" : "[want];")
            + "[got]%s[a];[want]%s[b];[a][b]".formatted(enlarged, enlarged)
            + "ssim,metadata=print:key=lavfi.ssim.All:file="
            + file.getFileName()
            + "[score]"
            + (also ? xpsnr(wanted) : "");
    List<String> words = new ArrayList<>(List.of("-threads", "1"));
    words.addAll(InvisiblePixels.black(Container.of(attempt.mediaType(), false).demuxer()));
    words.addAll(List.of("-dec", "0:0", "-filter_complex", graph, "-map", "[score]"));
    words.addAll(also ? List.of("-map", "[quality]") : List.of());
    words.addAll(List.of("-frames:v", "1", "-f", "null", "-"));
    return words;
  }

  private String xpsnr(ExpectedPicture wanted) {
    String enlarged = SmallImages.enlarged(QualityMetric.XPSNR, wanted);
    return ";[want2]%s[c];[got2]%s[d];[c][d]".formatted(enlarged, enlarged)
        + QualityFilters.metric(QualityMetric.XPSNR, report().getFileName().toString())
        + "[quality]";
  }

  /** Fixes the size of the input, so that an output of another size is not scaled to it. */
  private static String crop(ExpectedPicture wanted) {
    return "crop=%d:%d:0:0:exact=1".formatted(wanted.width(), wanted.height());
  }
}
