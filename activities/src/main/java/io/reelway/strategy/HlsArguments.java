package io.reelway.strategy;

import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Ladder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The command line that makes the media files of a stream: one for each size, one for sound. */
final class HlsArguments {
  /** How far a key frame may stand before the start of its segment, because times are rounded. */
  private static final String ROUNDING = "0.001";

  /**
   * Each fragment is a segment. The header is written last, when the delay of the encoder is known,
   * and the first fragment states the time of the first frame.
   */
  private static final String FRAGMENTS = "+delay_moov+default_base_moof";

  private final VideoTask task;
  private final StreamCodec codec;
  private final Probe probe;
  private final Attempt attempt;
  private final Trim trim;
  private final Ladder ladder;

  HlsArguments(VideoTask task, StreamCodec codec) {
    this.task = task;
    this.codec = codec;
    this.probe = task.probe();
    this.attempt = task.attempt();
    this.trim = Trim.of(task);
    this.ladder = Objects.requireNonNull(attempt.settings().ladder(), "the sizes of a stream");
  }

  List<String> words() {
    List<String> input = new ArrayList<>(VideoArguments.decoder(probe.pictureTrack()));
    input.addAll(trim.input());
    List<String> words = EncodeCommand.opened(input, task.opening(), task.source());
    words.addAll(List.of("-filter_complex", graph()));
    for (int i = 0; i < ladder.steps().size(); i++) {
      words.addAll(picture(i));
    }
    words.addAll(sound());
    words.addAll(task.samples().arguments());
    return words;
  }

  /** Every size is scaled from the next larger one. */
  private String graph() {
    StringBuilder graph = new StringBuilder();
    graph.append("[0:").append(probe.pictureTrack().index()).append(']');
    graph.append(new VideoFilters(task).chain(false));
    graph.append(",split[large0][look];[look]").append(task.samples().select());
    graph.append("[samples]");
    List<Ladder.Step> steps = ladder.steps();
    for (int i = 0; i < steps.size(); i++) {
      boolean last = i == steps.size() - 1;
      graph.append(";[large").append(i).append(']');
      if (i > 0) {
        graph.append("scale=%d:%d:flags=bicubic,setsar=1".formatted(width(i), height(i)));
        graph.append(last ? "" : ",");
      }
      if (last) {
        graph.append(i == 0 ? "null" : "").append("[out").append(i).append(']');
      } else {
        graph.append("split[out%d][large%d]".formatted(i, i + 1));
      }
    }
    return graph.toString();
  }

  private int width(int step) {
    return ladder.steps().get(step).width();
  }

  private int height(int step) {
    return ladder.steps().get(step).height();
  }

  private List<String> picture(int index) {
    Ladder.Step step = ladder.steps().get(index);
    List<String> words = new ArrayList<>(List.of("-map", "[out" + index + "]"));
    words.addAll(EncodeCommand.NO_METADATA);
    words.addAll(VideoArguments.TIMING);
    words.addAll(
        List.of("-force_key_frames", keyFrames(), "-c:v", codec.pictures().pictureEncoder()));
    words.addAll(codec.pictures().quality(step.crf(), kbps(step)));
    words.addAll(codec.pictures().options(task));
    words.addAll(codec.keyFrames());
    words.addAll(List.of("-bsf:v", codec.bitstream().apply(task)));
    words.addAll(codec.label());
    words.addAll(container(FRAGMENTS + "+frag_keyframe+frag_discont", step.name()));
    return words;
  }

  /**
   * The first frame of every segment. The times count from the first frame. The frame after a long
   * gap begins one segment, however many the gap would have filled.
   */
  private String keyFrames() {
    String slot = "floor((%s+" + ROUNDING + ")/" + number(ladder.segmentSec()) + ")";
    return "expr:isnan(prev_forced_t)+gt(%s,%s)"
        .formatted(slot.formatted("t"), slot.formatted("prev_forced_t"));
  }

  /** The maximum bit rate in kbit/s: no size gets more than the whole source uses. */
  private int kbps(Ladder.Step step) {
    return VideoArguments.atMostSource(step.bitrateKbps(), task);
  }

  private List<String> sound() {
    AudioTrack audio = probe.audio();
    EncoderSettings.Audio settings = attempt.settings().audio();
    if (audio == null || settings == null) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of("-map", "0:" + audio.index()));
    words.addAll(EncodeCommand.NO_METADATA);
    words.addAll(
        new SoundArguments(audio, settings.bitrateKbps(), codec.pictures().soundEncoder())
            .words(trim));
    words.addAll(
        List.of("-frag_duration", Long.toString(Math.round(ladder.segmentSec() * 1_000_000))));
    words.addAll(container(FRAGMENTS, HlsStream.SOUND));
    words.addAll(List.of("-map", "0:" + audio.index()));
    words.addAll(List.of("-af", SoundArguments.timing(trim)));
    words.addAll(SoundReference.form());
    words.add("file:" + HlsStream.sound(task.samples()).file());
    return words;
  }

  private List<String> container(String flags, String name) {
    return List.of("-movflags", flags, "-brand", "cmfc", "-f", "mp4", "file:" + file(name));
  }

  private Path file(String name) {
    return task.output().resolveSibling(name + ".mp4");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
