package io.reelway.hls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The playlist that a client opens: the sizes, and the sound that belongs to all of them.
 *
 * @param variants the sizes, the smallest first, with which players begin
 * @param sound the sound; {@code null} without
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8216#section-4.3.4">RFC 8216, 4.3.4</a>
 */
public record MasterPlaylist(List<Variant> variants, @Nullable Sound sound) {
  private static final String VARIANT = "#EXT-X-STREAM-INF:";
  private static final String MEDIA = "#EXT-X-MEDIA:";
  private static final String INDEPENDENT = "#EXT-X-INDEPENDENT-SEGMENTS";
  private static final String GROUP = "sound";
  private static final Attributes NONE = new Attributes(Map.of());

  public MasterPlaylist {
    variants = List.copyOf(variants);
  }

  /**
   * One size.
   *
   * @param uri the name of its playlist
   * @param codecs the codecs of picture and sound
   * @param peakBits maximum bit rate of picture and sound in bit/s
   * @param meanBits mean bit rate of picture and sound in bit/s
   * @param frameRate frames per second
   */
  public record Variant(
      String uri,
      String codecs,
      int width,
      int height,
      long peakBits,
      long meanBits,
      double frameRate) {}

  /**
   * The sound.
   *
   * @param uri the name of its playlist
   * @param channels number of channels
   */
  public record Sound(String uri, int channels) {}

  /** The text of the file. */
  String text() {
    StringBuilder text = new StringBuilder("#EXTM3U\n#EXT-X-VERSION:7\n" + INDEPENDENT + "\n");
    if (sound != null) {
      text.append(MEDIA)
          .append("TYPE=AUDIO,GROUP-ID=\"" + GROUP + "\",NAME=\"Sound\",DEFAULT=YES,AUTOSELECT=YES")
          .append(",CHANNELS=\"%d\",URI=\"%s\"\n".formatted(sound.channels(), sound.uri()));
    }
    for (Variant variant : variants) {
      text.append(VARIANT)
          .append("BANDWIDTH=%d,".formatted(variant.peakBits()))
          .append("AVERAGE-BANDWIDTH=%d,".formatted(variant.meanBits()))
          .append("CODECS=\"%s\",".formatted(variant.codecs()))
          .append("RESOLUTION=%dx%d,".formatted(variant.width(), variant.height()))
          .append(String.format(Locale.ROOT, "FRAME-RATE=%.3f,", variant.frameRate()))
          .append("VIDEO-RANGE=SDR")
          .append(sound == null ? "" : ",AUDIO=\"" + GROUP + "\"")
          .append('\n')
          .append(variant.uri())
          .append('\n');
    }
    return text.toString();
  }

  /**
   * Reads a playlist.
   *
   * @throws IOException when it is none
   */
  public static MasterPlaylist parse(String text) throws IOException {
    PlaylistLines lines = PlaylistLines.of(text);
    if (!lines.has(INDEPENDENT)) {
      throw new IOException("The playlist does not promise independent segments");
    }
    @Nullable Sound sound = null;
    List<Variant> variants = new ArrayList<>();
    @Nullable Attributes variant = null;
    for (String line : lines.all()) {
      if (line.startsWith(MEDIA)) {
        Attributes media = Attributes.parse(line.substring(MEDIA.length()));
        sound = new Sound(media.get("URI"), number(media.get("CHANNELS")).intValue());
      } else if (line.startsWith(VARIANT)) {
        variant = Attributes.parse(line.substring(VARIANT.length()));
      } else if (!line.startsWith("#")) {
        variants.add(variant(Objects.requireNonNullElse(variant, NONE), line));
        variant = null;
      }
    }
    return new MasterPlaylist(variants, sound);
  }

  private static Variant variant(Attributes told, String uri) throws IOException {
    String[] size = told.get("RESOLUTION").split("x", -1);
    if (size.length != 2) {
      throw new IOException("Not a size: " + told.get("RESOLUTION"));
    }
    return new Variant(
        uri,
        told.get("CODECS"),
        number(size[0]).intValue(),
        number(size[1]).intValue(),
        number(told.get("BANDWIDTH")).longValue(),
        number(told.get("AVERAGE-BANDWIDTH")).longValue(),
        number(told.get("FRAME-RATE")));
  }

  private static Double number(String text) throws IOException {
    try {
      return Double.valueOf(text);
    } catch (NumberFormatException wrong) {
      throw new IOException("Not a number: " + text, wrong);
    }
  }
}
