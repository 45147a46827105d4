package io.reelway.join;

import io.reelway.ffmpeg.EncodeProgress;
import io.reelway.ffmpeg.Ffmpeg;
import io.reelway.ffmpeg.ToolResult;
import io.reelway.ffmpeg.ToolRun;
import io.reelway.job.Progress;
import io.reelway.plan.Attempt;
import io.reelway.stage.JoinStage.JoinRequest;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.store.InterruptibleCopy;
import io.reelway.store.Location;
import io.reelway.store.Sha256;
import io.reelway.store.Store;
import io.reelway.strategy.Strategies;
import io.reelway.strategy.VideoStrategy;
import io.reelway.verify.Measured;
import io.reelway.verify.OutputCheck;
import io.reelway.verify.PartCheck;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Joins the parts of a divided video with ffmpeg, which copies them. */
final class Joiner {
  private static final String SOUND = "sound";

  /** The copying of the parts takes about as long as that of the whole. */
  private static final double FETCHED = 50;

  private final Store store;
  private final Ffmpeg ffmpeg;
  private final Strategies strategies;
  private final OutputCheck check;
  private final PartCheck parts;

  Joiner(Store store, Ffmpeg ffmpeg, Strategies strategies, OutputCheck check) {
    this.store = store;
    this.ffmpeg = ffmpeg;
    this.strategies = strategies;
    this.check = check;
    this.parts = new PartCheck(ffmpeg);
  }

  /**
   * Joins and verifies.
   *
   * @param directory an empty directory of this try
   * @param output the file to write
   */
  Measured join(JoinRequest request, Path directory, Path output, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Attempt attempt = request.attempt();
    if (request.segments().stream().map(EncodedPart::configuration).distinct().count() > 1) {
      throw PartCheck.notAsPlanned("the segments need different decoders");
    }
    fetch(request, directory, progress);
    @Nullable Path sound = request.sound() == null ? null : directory.resolve(SOUND);
    List<List<String>> commands =
        strategy(attempt)
            .joinCommands(
                attempt,
                list(request, directory),
                sound,
                output,
                request.segments().getFirst().start(),
                request.cuts().end());
    for (List<String> words : commands) {
      run(directory, attempt, words, progress);
    }
    long frames = request.segments().stream().mapToLong(EncodedPart::frames).sum();
    strategy(attempt).complete(output, attempt, frames);
    parts.joined(directory, output, attempt, request.cuts());
    return check.measureJoined(directory, output, attempt, frames);
  }

  private void run(Path directory, Attempt attempt, List<String> words, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    EncodeProgress done = new EncodeProgress(attempt.expectation().duration(), null);
    try (ToolRun run = ffmpeg.in(directory, attempt.timeLimit())) {
      ToolResult result =
          run.complete(
              ffmpeg.command(words), done, part -> progress.accept(part.within(FETCHED, 90)));
      if (result.ranOutOfSpace()) {
        throw new IOException("The scratch disk of this worker is full");
      }
      if (!result.isClean()) {
        throw PartCheck.notAsPlanned("joining: " + result.errors());
      }
    }
  }

  private VideoStrategy strategy(Attempt attempt) {
    if (strategies.find(attempt.strategy()).orElse(null) instanceof VideoStrategy video) {
      return video;
    }
    throw PartCheck.notAsPlanned("unknown strategy " + attempt.strategy());
  }

  /** Copies the parts into the directory, which is all that the sandbox shows to ffmpeg. */
  private void fetch(JoinRequest request, Path directory, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    int count = request.segments().size();
    for (int i = 0; i < count; i++) {
      fetch(request.segments().get(i), directory.resolve(name(i)));
      progress.accept(Progress.of(100.0 * (i + 1) / count).within(0, FETCHED));
    }
    if (request.sound() != null) {
      fetch(request.sound(), directory.resolve(SOUND));
    }
  }

  private void fetch(EncodedPart part, Path file) throws IOException, InterruptedException {
    MessageDigest hash = Sha256.start();
    try (InputStream content = store.open(new Location(part.location()), 0)) {
      InterruptibleCopy.copy(new DigestInputStream(content, hash), file, copied -> {});
    } catch (NoSuchFileException gone) {
      throw PartCheck.notAsPlanned("a part is gone");
    }
    if (!HexFormat.of().formatHex(hash.digest()).equals(part.sha256())) {
      throw PartCheck.notAsPlanned("a part has other bytes than were stored");
    }
  }

  /** A list for ffmpeg's demuxer {@code concat}. The start of each file follows from the former. */
  private static Path list(JoinRequest request, Path directory) throws IOException {
    List<String> lines = new ArrayList<>(List.of("ffconcat version 1.0"));
    List<EncodedPart> segments = request.segments();
    for (int i = 0; i < segments.size(); i++) {
      lines.add("file " + name(i));
      if (i + 1 < segments.size()) {
        double length = segments.get(i + 1).start() - segments.get(i).start();
        lines.add(String.format(Locale.ROOT, "duration %.6f", length));
      }
    }
    return Files.write(directory.resolve("list"), lines);
  }

  private static String name(int segment) {
    return "segment" + segment;
  }
}
