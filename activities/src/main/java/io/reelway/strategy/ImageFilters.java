package io.reelway.strategy;

import io.reelway.image.Animation;
import io.reelway.image.heif.HeifComposition;
import io.reelway.media.Probe;
import io.reelway.media.Rational;
import io.reelway.plan.ExpectedPicture;
import io.reelway.source.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The filter graph that prepares the pixels of an image file for an encoder: upright, in the
 * planned size, in sRGB.
 */
final class ImageFilters {
  /** Makes the scaler round exactly. Truncation would darken an image by half a step. */
  private static final String EXACT = ":flags=bicubic+accurate_rnd+full_chroma_int";

  /**
   * Removes EXIF, profile and display matrix from the frame. The encoder would hand them to the
   * decoder of the comparison, and ffmpeg 8.1 crashes there on an EXIF block with an invalid
   * orientation.
   */
  private static final String PLAIN_FRAME = "sidedata=mode=delete";

  /** Formats of transparent images with 8 bits whose channels are not planes. */
  private static final Set<String> PACKED = Set.of("rgba", "bgra", "argb", "abgr", "pal8", "ya8");

  private final ImageTask task;
  private final ImageInput input;
  private final Probe probe;
  private final ExpectedPicture wanted;
  private final ImageStrategy strategy;
  private final List<String> sampled;

  ImageFilters(ImageTask task, ImageStrategy strategy) {
    this(task, strategy, List.of());
  }

  /**
   * @param sampled filters that take a part of the scaled picture
   */
  ImageFilters(ImageTask task, ImageStrategy strategy, List<String> sampled) {
    this.sampled = sampled;
    this.task = task;
    this.input = task.input();
    this.probe = task.probe();
    this.wanted = task.attempt().picture();
    this.strategy = strategy;
  }

  /**
   * The graph. Its outputs are {@code [picture]} and, with {@link #separateAlpha}, {@code [alpha]}.
   */
  String graph() {
    List<String> filters = new ArrayList<>();
    if (input.cleared()) {
      filters.addAll(List.of("trim=start_frame=1", "setpts=PTS-STARTPTS"));
    }
    filters.addAll(timing());
    task.shown().ifPresent(frames -> filters.addAll(frames.filters()));
    if (task.animation() != null) {
      filters.addAll(spacing());
    }
    if (isFullRangeUnsaid()) {
      filters.add("setparams=range=full");
    }
    HeifComposition layers = input.layers();
    if (layers == null || layers.alpha() == null) {
      filters.addAll(HeifPixels.filters(layers, probe.picture()));
    }
    if (layers != null && !layers.isTransformedByFfmpeg()) {
      filters.addAll(layers.transforms());
    }
    if (input.orientation() != null) {
      filters.addAll(input.orientation().filters());
    }
    filters.addAll(CropFilter.of(task.attempt().excerpt()));
    filters.addAll(scale());
    filters.addAll(colours());
    filters.addAll(sampled);
    filters.addAll(storage());
    filters.add("setsar=1");
    if (task.animation() == null) {
      filters.add(PLAIN_FRAME);
    }
    String chain = source() + String.join(",", filters);
    return separateAlpha()
        ? chain
            + ",split[both][mask];[mask]alphaextract[alpha];[both]format="
            + (hasFullColours() ? "yuv444p" : "yuv420p")
            + "[picture]"
        : chain + "[picture]";
  }

  /**
   * Sets the times of frames whose delays were changed. ffmpeg keeps any delay of the file, but
   * viewers have a minimum.
   */
  private List<String> timing() {
    Animation animation = input.animation();
    return animation == null || !animation.retimed()
        ? List.of()
        : FrameTimes.of(animation).map(times -> List.of("settb=1/1000", times)).orElse(List.of());
  }

  /** Drops frames above the maximum rate, and those that the format would not keep apart. */
  private List<String> spacing() {
    List<String> filters = new ArrayList<>();
    Rational cap = task.attempt().settings().frameRateCap();
    if (cap != null) {
      filters.add(new FrameRateCap(cap).filter());
    }
    filters.addAll(strategy.storableTimes());
    return filters;
  }

  /**
   * Whether ffmpeg does not report that the values have full range. Luma and chroma in a TIFF have
   * full range, as in JPEG.
   */
  private boolean isFullRangeUnsaid() {
    return Container.of(probe) == Container.TIFF && probe.picture().pixelFormat().startsWith("yuv");
  }

  /** Whether transparency is a separate stream in the output, as in AVIF. */
  boolean separateAlpha() {
    return probe.picture().alpha() && strategy.hasAlphaApart();
  }

  /** Whether each pixel has its own colour (4:4:4). */
  private boolean hasFullColours() {
    return task.isIcon() || (task.style() == ImageStyle.DRAWING && strategy.hasFullColours());
  }

  private String source() {
    HeifComposition layers = input.layers();
    if (layers == null || layers.alpha() == null) {
      return "[" + input.colour() + "]";
    }
    List<String> mask =
        new ArrayList<>(layers.alphaNeedsTransforms() ? layers.transforms() : List.of());
    mask.add("format=gray");
    List<String> colour = new ArrayList<>(HeifPixels.filters(layers, probe.picture()));
    colour.add("format=gbrp");
    return "[%s]%s[colour];[%s]%s[opacity];[colour][opacity]alphamerge,"
        .formatted(
            layers.colour(), String.join(",", colour), layers.alpha(), String.join(",", mask));
  }

  /**
   * Scales the image with colours weighted by their opacity. Otherwise, the hidden colours of
   * transparent pixels would leak into the edges. The output does not contain the hidden colours.
   */
  private List<String> scale() {
    String scale = "scale=" + wanted.width() + ":" + wanted.height() + EXACT;
    if (!probe.picture().alpha()) {
      return List.of(scale);
    }
    return input.premultiplied()
        ? List.of(
            "format=gbrap16le",
            "setparams=alpha_mode=premultiplied",
            scale,
            "unpremultiply=inplace=1")
        : List.of(widened(), "premultiply=inplace=1", scale, "unpremultiply=inplace=1");
  }

  /**
   * Gives channels 16 bits. ffmpeg is exact to the last bit only if the channels are planes
   * already, and that matters only where the output keeps the values.
   */
  private String widened() {
    boolean exact = strategy.takesRgb(task) && PACKED.contains(probe.picture().pixelFormat());
    return exact ? "format=gbrap,format=gbrap16le" : "format=gbrap16le";
  }

  /**
   * Converts the colours with 16 bits per channel, so that the values of the table are not rounded
   * twice.
   */
  private List<String> colours() {
    if (input.toSrgb().isEmpty()) {
      return List.of();
    }
    List<String> filters = new ArrayList<>();
    filters.add("format=" + (probe.picture().alpha() ? "gbrap16le" : "gbrp16le"));
    filters.addAll(input.toSrgb());
    return filters;
  }

  /**
   * Converts to the pixel format of the output. JPEG and WebP define matrix and range; AVIF stores
   * them. {@code zscale} computes the chroma, because that of {@code scale} is half a step too low
   * in full range, which tints gray green. {@code scale} subsamples the chroma, because {@code
   * zscale} refuses odd sizes.
   */
  private List<String> storage() {
    if (strategy.takesRgb(task)) {
      return strategy.rgbStorage(probe.picture(), !input.toSrgb().isEmpty());
    }
    boolean alpha = probe.picture().alpha();
    List<String> filters = new ArrayList<>();
    filters.add("format=" + (alpha ? "gbrap" : "gbrp"));
    filters.add("zscale=matrix=170m:range=" + strategy.range());
    filters.add("format=" + (alpha ? "yuva444p" : "yuv444p"));
    if (!hasFullColours()) {
      filters.add("scale=flags=bicubic+accurate_rnd");
      filters.add("format=" + (alpha ? "yuva420p" : "yuv420p"));
    }
    filters.addAll(strategy.labels());
    return filters;
  }
}
