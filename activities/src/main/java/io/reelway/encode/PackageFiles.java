package io.reelway.encode;

import io.reelway.hls.StreamFiles;
import io.reelway.plan.Attempt;
import io.reelway.plan.Ladder;
import io.reelway.plan.MediaType;
import io.reelway.plan.Sprites;
import io.reelway.stage.EncodeStage.EncodedFile;
import io.reelway.store.Sha256;
import io.reelway.storyboard.Cues;
import io.reelway.strategy.HlsStream;
import io.reelway.strategy.Storyboard;
import io.reelway.verify.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The files of outputs, of which some have several. */
final class PackageFiles {
  private PackageFiles() {}

  /**
   * Writes what belongs to the files of an encoder, such as playlists.
   *
   * @param frames the number of frames that the encoder reported
   */
  static void complete(Path output, Attempt attempt, long frames) throws IOException {
    Sprites sprites = attempt.settings().sprites();
    if (sprites != null) {
      Duration length = attempt.expectation().duration();
      Files.writeString(output, Cues.of(sprites, Math.max(1, frames), length).text());
    }
    Ladder ladder = attempt.settings().ladder();
    if (ladder != null) {
      StreamFiles.write(output, ladder, attempt.expectation().sound());
    }
  }

  /**
   * Lists the files of an output, in the folder of the first one.
   *
   * @param measured the facts of the first one
   */
  static List<EncodedFile> of(Path output, Attempt attempt, Measured measured) throws IOException {
    EncodedFile first = measured.file(EncodedFiles.OUTPUT, attempt.mediaType());
    Ladder ladder = attempt.settings().ladder();
    if (attempt.settings().sprites() != null) {
      return storyboard(output, first);
    }
    if (ladder == null) {
      return List.of(first);
    }
    List<EncodedFile> files = new ArrayList<>();
    files.add(at(StreamFiles.MASTER, first));
    for (String name : StreamFiles.names(ladder, attempt.expectation().sound())) {
      MediaType media = name.equals(HlsStream.SOUND) ? MediaType.M4A : MediaType.MP4;
      files.add(file(output.resolveSibling(StreamFiles.playlist(name)), MediaType.HLS));
      files.add(file(output.resolveSibling(StreamFiles.media(name)), media));
    }
    return files;
  }

  private static List<EncodedFile> storyboard(Path output, EncodedFile first) throws IOException {
    List<EncodedFile> files = new ArrayList<>(List.of(at("storyboard.vtt", first)));
    for (int i = 1; Files.exists(Storyboard.image(output, i)); i++) {
      files.add(file(Storyboard.image(output, i), MediaType.WEBP));
    }
    return files;
  }

  private static EncodedFile file(Path file, MediaType type) throws IOException {
    String name = file.getFileName().toString();
    return new EncodedFile(name, type, Files.size(file), Sha256.hex(file), name);
  }

  private static EncodedFile at(String path, EncodedFile file) {
    return new EncodedFile(file.name(), file.mediaType(), file.bytes(), file.sha256(), path);
  }
}
