package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one encode of a video gave.
 *
 * @param bytes size of the file, which has no sound
 * @param decibels weighted XPSNR, (4 Y + U + V) / 6 of the means over all frames
 * @param nanos processor time of the encoder, including the decoding of the source
 */
record TrialEncode(long bytes, double decibels, long nanos) {
  private static final String PLAIN =
      "setpts=PTS-STARTPTS,setparams=range=unknown:colorspace=unknown:color_primaries=unknown"
          + ":color_trc=unknown,setsar=1,format=yuv420p";

  private static final Pattern SCORE =
      Pattern.compile("XPSNR\\s+y: ([0-9.]+)\\s+u: ([0-9.]+)\\s+v: ([0-9.]+)");

  /**
   * Encodes a video and measures the output against the pictures that the encoder received.
   *
   * @param directory receives the output
   */
  static TrialEncode of(BareEncoder encoder, Path directory, ControlGroup group)
      throws IOException, InterruptedException {
    long nanos = encoder.silent().run(directory, group);
    Path output = BareEncoder.output(directory);
    TrialEncode trial = new TrialEncode(Files.size(output), compare(encoder, output), nanos);
    System.err.println("  " + trial);
    return trial;
  }

  private static double compare(BareEncoder encoder, Path output)
      throws IOException, InterruptedException {
    List<String> words = encoder.encodes().getFirst();
    int graph = words.indexOf("-filter_complex") + 1;
    String comparison =
        "%s;[1:v:0]%s[seen];%s%s[wanted];[wanted][seen]xpsnr=ts_sync_mode=nearest"
            .formatted(words.get(graph), PLAIN, encoder.valueOf("-map"), PLAIN);
    List<String> command = new ArrayList<>(words.subList(1, graph - 1));
    command.replaceAll(word -> word.equals("repeat+error") ? "info" : word);
    command.addAll(List.of("-i", output.toString(), "-filter_complex", comparison));
    command.addAll(List.of("-an", "-f", "null", "-"));
    String report = Ffmpeg.run(command);
    Matcher score = SCORE.matcher(report);
    if (!score.find()) {
      throw new IOException("No score: " + report);
    }
    return (4 * Double.parseDouble(score.group(1))
            + Double.parseDouble(score.group(2))
            + Double.parseDouble(score.group(3)))
        / 6;
  }

  /**
   * The bytes that an encoder needs for a score: between two measured encodes, the logarithm of the
   * bytes is a straight line over the score, and so beyond them.
   *
   * @param curve at least two encodes, from the lowest to the highest score
   */
  static double bytesAt(double decibels, List<TrialEncode> curve) {
    int above = 1;
    while (above < curve.size() - 1 && curve.get(above).decibels < decibels) {
      above++;
    }
    TrialEncode lower = curve.get(above - 1);
    TrialEncode higher = curve.get(above);
    double slope =
        Math.log((double) higher.bytes / lower.bytes) / (higher.decibels - lower.decibels);
    return lower.bytes * Math.exp(slope * (decibels - lower.decibels));
  }
}
