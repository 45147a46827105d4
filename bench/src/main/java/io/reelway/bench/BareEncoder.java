package io.reelway.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Runs the encoder alone: the encodes of one job, with the arguments that the server wrote to its
 * log, but without the sandbox and without the comparison of the output with its source.
 *
 * @param encodes command lines; the last word of each is the output
 */
record BareEncoder(List<List<String>> encodes) {
  private static final String MARK = " Running ";
  private static final String ENCODE = "/ffmpeg -y ";

  BareEncoder {
    if (encodes.isEmpty()) {
      throw new IllegalArgumentException("No encode in the log");
    }
    encodes = encodes.stream().map(List::copyOf).toList();
  }

  /**
   * Takes the encodes from the log of a server, which must log {@code io.reelway.ffmpeg} at level
   * DEBUG.
   *
   * @param known number of encodes to skip, those of earlier jobs
   * @param source the file to encode
   */
  static BareEncoder of(Path log, long known, Path source) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return new BareEncoder(
          lines
              .filter(BareEncoder::isEncode)
              .skip(known)
              .map(line -> ofLine(line, source))
              .toList());
    }
  }

  /**
   * The encoder of a video that is not divided, from a server that does one job for it.
   *
   * @param video the file to encode
   */
  static BareEncoder ofWholeVideo(Setup setup, Path video, String preset)
      throws IOException, InterruptedException, SQLException {
    try (Server server =
        Server.start(
            setup, "--logging.level.io.reelway.ffmpeg=DEBUG", "--reelway.segments.on=false")) {
      server.client().awaitQuietly(server.client().submit(video, preset));
      return of(server.log(), 0, video);
    }
  }

  /** The number of encodes in the log so far. */
  static long count(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(BareEncoder::isEncode).count();
    }
  }

  private static boolean isEncode(String line) {
    return line.contains(MARK) && line.contains(ENCODE);
  }

  private static List<String> ofLine(String line, Path source) {
    List<String> words =
        new ArrayList<>(
            List.of(line.substring(line.indexOf(MARK) + MARK.length()).strip().split(" ")));
    // The programs that limit the process precede ffmpeg; the folder of ffmpeg may also be named
    // ffmpeg.
    while (!words.getFirst().endsWith("/ffmpeg") || !words.get(1).equals("-y")) {
      words.removeFirst();
    }
    List<String> encode = new ArrayList<>(EncodeOnly.of(words));
    for (int i = 1; i < encode.size(); i++) {
      if (encode.get(i - 1).equals("-i")) {
        encode.set(i, "file:" + source);
      }
    }
    return encode;
  }

  /**
   * Runs the encodes of one job, one after the other.
   *
   * @param directory receives the outputs
   * @return duration in nanoseconds
   */
  long run(Path directory) throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (List<String> encode : encodes) {
      run(List.of(), encode, directory);
    }
    return System.nanoTime() - start;
  }

  /**
   * Runs the encodes of one job in a group, which measures their processor time.
   *
   * @param directory receives the outputs
   * @return processor time in nanoseconds
   */
  long run(Path directory, ControlGroup group) throws IOException, InterruptedException {
    long before = group.processorNanos();
    for (List<String> encode : encodes) {
      run(group.prefix(), encode, directory);
    }
    return group.processorNanos() - before;
  }

  /** The output of the last encode that ran in that directory. */
  static Path output(Path directory) {
    return directory.resolve("bare-output");
  }

  private static void run(List<String> prefix, List<String> encode, Path directory)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(encode);
    words.set(words.size() - 1, "file:" + output(directory));
    if (Ffmpeg.start(words, ProcessBuilder.Redirect.DISCARD).waitFor() != 0) {
      throw new IOException("The bare encoder failed: " + words);
    }
  }

  /** Only the encodes that have this word, e.g. the name of an encoder. */
  BareEncoder only(String word) {
    return new BareEncoder(encodes.stream().filter(words -> words.contains(word)).toList());
  }

  /** The same with another value of an option. */
  BareEncoder with(String option, String value) {
    return new BareEncoder(encodes.stream().map(words -> replaced(words, option, value)).toList());
  }

  private static List<String> replaced(List<String> words, String option, String value) {
    List<String> changed = new ArrayList<>(words);
    int at = words.lastIndexOf(option);
    if (at < 0) {
      throw new IllegalArgumentException("No " + option + " in " + words);
    }
    changed.set(at + 1, value);
    return changed;
  }

  /** The same without sound. */
  BareEncoder silent() {
    return new BareEncoder(
        encodes.stream()
            .map(words -> {
              List<String> changed = new ArrayList<>(words);
              changed.add(words.size() - 1, "-an");
              return changed;
            })
            .toList());
  }

  /** The first value of an option of the first encode. */
  String valueOf(String option) {
    List<String> words = encodes.getFirst();
    return words.get(words.indexOf(option) + 1);
  }

  /**
   * Does that many jobs in as many loops as there are cores.
   *
   * @return duration in nanoseconds
   */
  long loop(int jobs, Path directory) throws Exception {
    AtomicInteger left = new AtomicInteger(jobs);
    long start = System.nanoTime();
    try (ExecutorService loops = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> ends = new ArrayList<>();
      for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
        Path own = Files.createDirectories(directory.resolve("bare-" + core));
        ends.add(
            loops.submit(() -> {
              while (left.getAndDecrement() > 0) {
                run(own);
              }
              return own;
            }));
      }
      for (Future<?> end : ends) {
        end.get();
      }
    }
    return System.nanoTime() - start;
  }
}
