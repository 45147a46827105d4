package io.reelway.strategy;

import io.reelway.media.AudioTrack;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.EncoderSettings;
import io.reelway.plan.Expectation;
import io.reelway.plan.Expectation.SizeRule;
import io.reelway.plan.MediaType;
import io.reelway.plan.StrategyId;
import io.reelway.plan.Workload;
import io.reelway.spec.OutputSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the sound of a source, without its picture: a file of sound, or the sound of a video. The
 * loudness stays; cover, tags and chapters are left out.
 */
public abstract non-sealed class AudioStrategy implements Strategy {
  /** An hour is encoded in about a minute, so this takes seconds. */
  private static final Duration LONGEST_LIGHT = Duration.ofMinutes(10);

  private final StrategyId id;
  private final MediaType type;
  private final Offer offer;
  private final String encoder;

  /**
   * @param id the name of the strategy
   * @param type the media type of the output
   * @param offer what a request names to choose it
   * @param encoder ffmpeg's name of the encoder
   */
  protected AudioStrategy(String id, MediaType type, Offer offer, String encoder) {
    this.id = new StrategyId(id);
    this.type = type;
    this.offer = offer;
    this.encoder = encoder;
  }

  @Override
  public final StrategyId id() {
    return id;
  }

  @Override
  public final Offer offer() {
    return offer;
  }

  @Override
  public final Set<String> encoders() {
    return Set.of(encoder);
  }

  @Override
  public final boolean keepsAlpha() {
    return true;
  }

  /**
   * Options of the output, with {@code -f}.
   *
   * @param kbps the bit rate in kbit/s
   */
  protected abstract List<String> options(int kbps);

  @Override
  public final Optional<Attempt> plan(Probe probe, OutputSpec spec, Duration timeLimit) {
    AudioTrack track = probe.audio();
    if (track == null) {
      return Optional.empty();
    }
    Expectation expectation =
        new Expectation(null, true, spec.length(track.end()), false, SizeRule.SMALLER);
    EncoderSettings settings =
        new EncoderSettings(null, null, new EncoderSettings.Audio(spec.audioBitrateKbps()));
    Attempt attempt =
        new Attempt(id, type, settings, expectation, timeLimit, workload(probe.duration()));
    return Optional.of(attempt.of(spec.excerpt(null)));
  }

  private static Workload workload(@Nullable Duration length) {
    return length != null && length.compareTo(LONGEST_LIGHT) <= 0 ? Workload.LIGHT : Workload.HEAVY;
  }

  private static Trim trim(AudioTask task) {
    return Trim.of(task.probe(), task.attempt().excerpt());
  }

  /** The media type of the output. */
  public final MediaType type() {
    return type;
  }

  /** All arguments of ffmpeg. */
  public final List<String> command(AudioTask task) {
    List<String> words = EncodeCommand.opened(trim(task).input(), task.opening(), task.source());
    List<String> track = List.of("-map", "0:" + task.track().index());
    words.addAll(track);
    words.addAll(EncodeCommand.NO_METADATA);
    SoundArguments sound = new SoundArguments(task.track(), task.settings().bitrateKbps(), encoder);
    words.addAll(sound.words(trim(task)));
    words.addAll(options(sound.kbps()));
    words.add("file:" + task.output());
    words.addAll(track);
    words.addAll(List.of("-af", SoundArguments.timing(trim(task))));
    words.addAll(SoundReference.form());
    words.add("file:" + task.reference().file());
    return words;
  }
}
