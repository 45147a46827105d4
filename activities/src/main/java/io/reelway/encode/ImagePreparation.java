package io.reelway.encode;

import io.reelway.failure.StageException;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.image.Animation;
import io.reelway.image.Orientation;
import io.reelway.image.PictureFile;
import io.reelway.image.PictureHeaders;
import io.reelway.image.cmyk.CmykImage;
import io.reelway.image.cmyk.CmykLayout;
import io.reelway.image.colour.ColourTable;
import io.reelway.image.colour.Colours;
import io.reelway.image.format.AnimatedPng;
import io.reelway.image.format.AnimatedWebp;
import io.reelway.image.format.Compositor;
import io.reelway.image.repair.RepairedImage;
import io.reelway.media.Probe;
import io.reelway.plan.Attempt;
import io.reelway.plan.Crop;
import io.reelway.plan.ExpectedPicture;
import io.reelway.source.Container;
import io.reelway.source.InputGuard;
import io.reelway.strategy.ImageInput;
import io.reelway.strategy.Size;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prepares an image for ffmpeg: computes a colour table if its colours are not sRGB, and makes a
 * replacement if ffmpeg cannot read the image itself (decision 0030).
 */
final class ImagePreparation {
  /** The options to open a picture that was converted from CMYK. */
  private static final List<String> DEVELOPED =
      List.of("-f", "ppm_pipe", "-protocol_whitelist", "file,pipe");

  private final Ffmpeg ffmpeg;
  private final InputGuard guard;

  /**
   * @param guard restricts how ffmpeg opens a source
   */
  ImagePreparation(Ffmpeg ffmpeg, InputGuard guard) {
    this.ffmpeg = ffmpeg;
    this.guard = guard;
  }

  /**
   * Prepares an image.
   *
   * @param run the run of the attempt; its directory receives the prepared files
   * @throws StageException with {@code PROBE_FAILED} when the image is damaged
   */
  ImageInput prepare(ToolRun run, Probe probe, Attempt attempt, Path source)
      throws IOException, InterruptedException {
    Container container = Container.of(probe);
    PictureFile picture = PictureHeaders.read(source, container);
    CmykLayout cmyk = picture.cmyk();
    try {
      if (cmyk != null) {
        Path developed = convertToPpm(run, probe, attempt, source, cmyk, picture);
        return new ImageInput(
            developed, DEVELOPED, "0:0", null, null, List.of(), null, false, false);
      }
      Optional<Path> composed = composed(run, container, picture, source);
      Path file = composed.isPresent() ? composed.get() : readable(run, container, source);
      return new ImageInput(
          file,
          guard.options(composed.isPresent() ? Container.APNG : container),
          composed.isPresent() ? "0:0" : "0:" + probe.pictureTrack().index(),
          picture.layers(),
          picture.orientation(),
          toSrgb(run, picture.colours()),
          picture.animation(),
          picture.premultiplied(),
          container == Container.GIF && !file.equals(source));
    } catch (EOFException cutOff) {
      throw SourceDamage.cutOff();
    }
  }

  private static Path readable(ToolRun run, Container container, Path source) throws IOException {
    return RepairedImage.of(source, container, run.directory().resolve("repaired"));
  }

  private static List<String> toSrgb(ToolRun run, Colours colours) throws IOException {
    Optional<ColourTable> table = ColourTable.of(colours);
    return table.isPresent() ? table.get().write(run.directory()) : List.of();
  }

  private Path convertToPpm(
      ToolRun run, Probe probe, Attempt attempt, Path source, CmykLayout cmyk, PictureFile file)
      throws IOException, InterruptedException {
    Size wanted = uncropped(attempt);
    CmykImage picture = CmykImage.of(cmyk, file.colours());
    Path copy = run.directory().resolve("inks");
    picture.hideColourSpace(source, copy);
    String scale =
        "scale=%d:%d:in_range=full:out_range=full:flags=bicubic+accurate_rnd,format=%s"
            .formatted(wanted.width(), wanted.height(), cmyk.pixelFormat());
    List<String> filters = new ArrayList<>();
    List<String> words = reading(Container.of(probe), copy);
    Orientation orientation = file.orientation();
    if (orientation != null) {
      words.add(words.indexOf("-i"), "-noautorotate");
      filters.addAll(orientation.filters());
    }
    filters.add(scale);
    words.addAll(List.of("-vf", String.join(",", filters), "-frames:v", "1"));
    words.addAll(List.of("-c:v", "rawvideo", "-f", "rawvideo", "pipe:1"));
    Path developed = run.directory().resolve("developed.ppm");
    pipe(
        run,
        words,
        pixels -> {
          try (OutputStream ppm = new BufferedOutputStream(Files.newOutputStream(developed))) {
            picture.convertToPpm(pixels, wanted.width(), wanted.height(), ppm);
          }
        });
    return developed;
  }

  /** The size of the whole picture of which the output shows the planned part. */
  private static Size uncropped(Attempt attempt) {
    ExpectedPicture picture = attempt.picture();
    Crop crop = attempt.excerpt() == null ? null : attempt.excerpt().crop();
    return crop == null
        ? new Size(picture.width(), picture.height())
        : new Size(
            (int) Math.round(picture.width() / crop.width()),
            (int) Math.round(picture.height() / crop.height()));
  }

  /** The replacement for an animation that ffmpeg cannot read. */
  private Optional<Path> composed(ToolRun run, Container container, PictureFile file, Path source)
      throws IOException, InterruptedException {
    Path frames = run.directory().resolve("frames");
    if (container == Container.WEBP && file.animated()) {
      AnimatedWebp webp = AnimatedWebp.read(source);
      webp.unpack(frames);
      return Optional.of(compose(run, Container.WEBP, frames, webp.compositor(), webp.animation()));
    }
    Animation animation = file.animation();
    if (container == Container.APNG && animation != null && AnimatedPng.isNeeded(source)) {
      AnimatedPng png = AnimatedPng.read(source);
      png.unpack(frames);
      return Optional.of(compose(run, Container.PNG, frames, png.compositor(), animation));
    }
    return Optional.empty();
  }

  private Path compose(
      ToolRun run, Container container, Path frames, Compositor compositor, Animation animation)
      throws IOException, InterruptedException {
    List<String> words = reading(container, frames);
    words.addAll(List.of("-fps_mode", "passthrough", "-noautoscale", "-pix_fmt", "rgba"));
    words.addAll(List.of("-c:v", "rawvideo", "-f", "rawvideo", "pipe:1"));
    Path composed = run.directory().resolve("composed.png");
    pipe(run, words, pixels -> compositor.compose(pixels, animation, composed));
    return composed;
  }

  private List<String> reading(Container container, Path file) {
    List<String> words =
        new ArrayList<>(List.of("-nostdin", "-hide_banner", "-v", "error", "-threads", "1"));
    words.addAll(guard.options(container));
    words.addAll(List.of("-i", "file:" + file));
    return words;
  }

  private void pipe(ToolRun run, List<String> words, ToolRun.OutputReader reader)
      throws IOException, InterruptedException {
    if (!run.pipe(ffmpeg.command(words), reader).isClean()) {
      throw SourceDamage.cutOff();
    }
  }
}
