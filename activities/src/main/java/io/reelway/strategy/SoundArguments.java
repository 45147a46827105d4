package io.reelway.strategy;

import io.reelway.media.AudioTrack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The part of the command line that makes sound. Mono stays mono; everything else becomes stereo.
 */
final class SoundArguments {
  /** Maximum sample rate: higher rates are inaudible, and Opus does not support them. */
  private static final int HIGHEST_SAMPLE_RATE = 48_000;

  /**
   * The minimum bit rate per channel in kbit/s for acceptable sound, even if the source has less.
   */
  private static final int LEAST_KBPS_PER_CHANNEL = 24;

  /**
   * Fills a late start and audible gaps with silence, so that sound and picture stay in sync even
   * in players that only count samples.
   */
  private static final String KEEP_TIME = "aresample=async=1:min_hard_comp=0.02:first_pts=0";

  /**
   * The sum of a mix may exceed full scale. The limiter lowers only such peaks, so that the rest
   * does not become quieter.
   */
  private static final String LIMITER = ",alimiter=limit=0.95:level=false:latency=true";

  /** The numbers of channels for which ffmpeg knows the usual places of the loudspeakers. */
  private static final Set<Integer> PLACED = Set.of(3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 24);

  private final AudioTrack audio;
  private final int stereoKbps;
  private final String encoder;
  private final int[] sampleRates;

  /**
   * @param stereoKbps bit rate of stereo sound in kbit/s
   * @param encoder ffmpeg's name of the encoder
   * @param sampleRates the lowest sample rates that the container has for the codec, in ascending
   *     order; none if it has all that the encoder has
   */
  SoundArguments(AudioTrack audio, int stereoKbps, String encoder, int... sampleRates) {
    this.audio = audio;
    this.stereoKbps = stereoKbps;
    this.encoder = encoder;
    this.sampleRates = sampleRates;
  }

  /**
   * The arguments.
   *
   * @param trim the part of the time of the source
   */
  List<String> words(Trim trim) {
    List<String> filters = new ArrayList<>();
    filters.add(KEEP_TIME + (audio.channels() > 2 ? stereo(audio.channels()) : ""));
    filters.addAll(trim.sound());
    List<String> words = new ArrayList<>(List.of("-af", String.join(",", filters)));
    words.addAll(List.of("-c:a", encoder));
    words.addAll(List.of("-b:a", kbps() + "k"));
    int rate = sampleRate();
    if (rate != audio.sampleRate()) {
      words.addAll(List.of("-ar", Integer.toString(rate)));
    }
    return words;
  }

  /**
   * Mixes down to stereo, with centre and surrounds at -3 dB each, as in ITU-R BS.775. Where nobody
   * knows the places of the channels, the first two are left and right, and the others are in the
   * middle.
   */
  private static String stereo(int channels) {
    if (PLACED.contains(channels)) {
      return ":ochl=stereo:osf=fltp" + LIMITER;
    }
    String others =
        IntStream.range(2, channels)
            .mapToObj(channel -> "+0.7071*c" + channel)
            .collect(Collectors.joining());
    return ":osf=fltp,pan=stereo|c0=c0%1$s|c1=c1%1$s".formatted(others) + LIMITER;
  }

  /** The sample rate of the output: a multiple of that of the source if it must be higher. */
  private int sampleRate() {
    int own = audio.sampleRate();
    if (own <= 0 || sampleRates.length == 0 || own >= sampleRates[0]) {
      return Math.min(own, HIGHEST_SAMPLE_RATE);
    }
    return Arrays.stream(sampleRates)
        .filter(rate -> rate % own == 0)
        .findFirst()
        .orElse(sampleRates[0]);
  }

  /**
   * The filters that decide about times and the length, of the first channel alone.
   *
   * @param trim the part of the time of the source
   */
  static String timing(Trim trim) {
    List<String> filters = new ArrayList<>(List.of(KEEP_TIME));
    filters.addAll(trim.sound());
    filters.add("pan=mono|c0=c0");
    return String.join(",", filters);
  }

  /**
   * The bit rate in kbit/s. The preset's rate is for stereo, and mono needs half of it. A rate
   * above that of the source gains nothing.
   */
  int kbps() {
    int channels = Math.min(2, audio.channels());
    int wanted = stereoKbps * channels / 2;
    Long had = audio.bitRate();
    return had == null
        ? wanted
        : Math.clamp(had / 1000, Math.min(LEAST_KBPS_PER_CHANNEL * channels, wanted), wanted);
  }
}
