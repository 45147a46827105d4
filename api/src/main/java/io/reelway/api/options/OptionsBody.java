package io.reelway.api.options;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.reelway.plan.Effort;
import io.reelway.plan.QualityTarget;
import io.reelway.spec.AudioChoice;
import io.reelway.spec.Fit;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputRequest;
import io.reelway.spec.Preset;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Options in the form of a request. Absent members are left out, and so is a list around one
 * format.
 *
 * @param quality a whole number, or a {@link QualityTarget}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record OptionsBody(
    @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED) List<String> format,
    @Nullable String videoCodec,
    @Nullable String audioCodec,
    @Nullable AudioChoice audio,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Fit fit,
    @Nullable BigDecimal maxFrameRate,
    @Nullable BigDecimal start,
    @Nullable BigDecimal duration,
    @Nullable Object quality,
    @Nullable Long maxBytes,
    @Nullable Effort effort,
    List<OutputOptions> outputs) {
  /** What a job makes: its options, and those of the preset where it has none. */
  public static OptionsBody effective(JobOptions asked, Preset preset) {
    JobOptions all = asked.over(preset);
    return all.audio() == AudioChoice.ONLY ? withoutPicture(all) : of(all);
  }

  private static OptionsBody of(JobOptions options) {
    return new OptionsBody(
        options.format(),
        options.videoCodec(),
        options.audioCodec(),
        options.audio(),
        options.width(),
        options.height(),
        options.fit(),
        plain(options.maxFrameRate()),
        plain(options.start()),
        plain(options.duration()),
        options.qualityTarget() == null ? options.quality() : options.qualityTarget(),
        options.maxBytes(),
        options.effort(),
        options.outputs().stream().map(OutputOptions::of).toList());
  }

  /** Sound has none of the members that a preset gives to pictures. */
  private static OptionsBody withoutPicture(JobOptions options) {
    OptionsBody all = of(options);
    return new OptionsBody(
        all.format,
        null,
        all.audioCodec,
        all.audio,
        null,
        null,
        null,
        null,
        all.start,
        all.duration,
        null,
        all.maxBytes,
        null,
        all.outputs);
  }

  /** Without zeros at the end, and without an exponent. */
  private static @Nullable BigDecimal plain(@Nullable Double number) {
    if (number == null) {
      return null;
    }
    BigDecimal exact = BigDecimal.valueOf(number).stripTrailingZeros();
    return exact.scale() < 0 ? exact.setScale(0) : exact;
  }

  /** A further output in the form of a request. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record OutputOptions(
      String name,
      String type,
      @Nullable BigDecimal at,
      @Nullable BigDecimal segmentSec,
      List<OutputRequest.StreamSize> renditions,
      @Nullable BigDecimal intervalSec,
      @JsonUnwrapped OptionsBody options) {
    static OutputOptions of(OutputRequest output) {
      return new OutputOptions(
          output.name(),
          output.type(),
          plain(output.at()),
          plain(output.segmentSec()),
          output.renditions(),
          plain(output.intervalSec()),
          OptionsBody.of(output.options()));
    }
  }
}
