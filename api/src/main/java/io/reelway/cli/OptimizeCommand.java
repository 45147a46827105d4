package io.reelway.cli;

import io.reelway.cli.Inputs.Found;
import io.reelway.cli.SkippedFile.Reason;
import io.reelway.sdk.Options;
import io.reelway.sdk.Preset;
import io.reelway.sdk.Presets;
import io.reelway.sdk.ReelwayClient;
import io.reelway.sdk.ReelwayException;
import io.reelway.sdk.SubmitOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that optimizes files and folders. */
@Command(
    name = "optimize",
    description = "Optimizes images and videos. Sources are never changed.",
    mixinStandardHelpOptions = true,
    versionProvider = ReelwayCommand.Version.class,
    showDefaultValues = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all files are done",
      "1:at least one file failed, the others are done",
      "2:the options are invalid; nothing was done",
      "3:there is no server to work with; nothing was done",
      "130:stopped by Ctrl-C; open jobs are cancelled"
    })
final class OptimizeCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set before call()
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Files, or folders to search for images and videos, including subfolders.",
      showDefaultValue = Visibility.NEVER)
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = {"-p", "--preset"},
      paramLabel = "NAME",
      description =
          "A preset of the server, e.g. web, mobile or low-bandwidth; without one, the server's default.",
      showDefaultValue = Visibility.NEVER)
  private @Nullable String preset;

  @Mixin private final OptionFlags flags = new OptionFlags();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "The folder for outputs. Subfolders of a DIR are kept.",
      defaultValue = "optimized")
  private Path out = Path.of("optimized");

  @Option(
      names = {"-w", "--watch"},
      description = "Keeps running and processes files that appear or change, until Ctrl-C.",
      showDefaultValue = Visibility.NEVER)
  private boolean watch;

  @Option(
      names = {"-a", "--again"},
      description =
          "Repeats files that an earlier run with the same preset and options has finished.",
      showDefaultValue = Visibility.NEVER)
  private boolean again;

  @Option(
      names = {"-s", "--server"},
      paramLabel = "URL",
      description =
          "A running server, as URL or host:port; without one, this program starts its own.",
      defaultValue = "${env:REELWAY_SERVER}",
      showDefaultValue = Visibility.NEVER)
  private @Nullable String server;

  @Option(
      names = {"-k", "--key"},
      paramLabel = "KEY",
      description = "API key of the server; the variable REELWAY_API_KEY is safer.",
      defaultValue = "${env:REELWAY_API_KEY}",
      showDefaultValue = Visibility.NEVER)
  private @Nullable String key;

  @Option(
      names = {"-j", "--jobs"},
      paramLabel = "N",
      description = "Number of files at once.",
      defaultValue = "4")
  private int jobs = 4;

  @Option(
      names = "--plain",
      description = "No progress bars; this is the default if the output is not a terminal.",
      showDefaultValue = Visibility.NEVER)
  private boolean plain;

  @Override
  public Integer call() throws IOException {
    Options options = flags.options();
    Inputs sources = inputs();
    Found found = scan(sources);
    DoneFiles doneFiles = DoneFiles.in(out, preset, options);
    List<Input> files = found.files().stream().filter(it -> isDue(it, doneFiles)).toList();
    SkippedFile.print(skipped(found, files), spec.commandLine().getOut());
    if (files.isEmpty() && !watch) {
      spec.commandLine().getOut().println(nothingToDo(found));
      return ExitCode.DONE;
    }
    try (Server running = server == null ? EmbeddedServer.start() : remote(server)) {
      ReelwayClient client = running.client();
      checkPreset(client);
      return optimize(client, running, options, new Work(sources, found.files(), files, doneFiles));
    } catch (ReelwayException | EmbeddedServer.StartFailure e) {
      return noServer(e.getMessage());
    }
  }

  /**
   * The work of a run.
   *
   * @param all all files that were found
   * @param due the found files that need to be optimized
   */
  private record Work(Inputs sources, List<Input> all, List<Input> due, DoneFiles doneFiles) {}

  private boolean isDue(Input input, DoneFiles doneFiles) {
    return again || doneFiles.outputOf(input).isEmpty();
  }

  private static List<SkippedFile> skipped(Found found, List<Input> due) {
    Set<Input> these = Set.copyOf(due);
    Stream<SkippedFile> done =
        found.files().stream()
            .filter(it -> !these.contains(it))
            .map(it -> new SkippedFile(it.below(), Reason.DONE));
    return Stream.concat(found.skipped().stream(), done).toList();
  }

  private static String nothingToDo(Found found) {
    return found.files().isEmpty()
        ? "There are no images or videos here; nothing to do."
        : "Every file is done; nothing to do.";
  }

  private Found scan(Inputs sources) {
    try {
      return sources.scan();
    } catch (UncheckedIOException unreadable) {
      throw usage(
          "A folder cannot be read: " + Objects.requireNonNull(unreadable.getCause()).getMessage());
    }
  }

  private int optimize(ReelwayClient client, Server running, Options asked, Work work) {
    PrintWriter output = spec.commandLine().getOut();
    SubmitOptions plain = SubmitOptions.DEFAULTS.options(asked);
    SubmitOptions options = preset == null ? plain : plain.preset(preset);
    Display display = display(output);
    Targets targets = new Targets(out, work.all(), work.doneFiles());
    try (Batch batch = new Batch(client, options, targets, work.doneFiles(), display, jobs);
        OnInterrupt onInterrupt = new OnInterrupt(batch, running)) {
      FolderWatch folders = new FolderWatch(work.sources(), work.all(), output);
      List<Outcome> outcomes = batch.run(work.due());
      if (!outcomes.isEmpty()) {
        Summary.print(outcomes, output);
      }
      boolean failed = outcomes.stream().anyMatch(Outcome.Failed.class::isInstance);
      if (watch) {
        output.println("Watching for more; Ctrl-C ends it.");
        output.flush();
        failed |= folders.run(batch, onInterrupt::isStopping);
      }
      return failed ? ExitCode.SOME_FAILED : ExitCode.DONE;
    }
  }

  private Display display(PrintWriter output) {
    if (plain || !Terminal.isInteractive()) {
      return new Lines(output);
    }
    try {
      return new Bars(Screen.ofThisProcess());
    } catch (IOException noTerminal) {
      return new Lines(output);
    }
  }

  private Inputs inputs() {
    for (Path input : inputs) {
      if (!Files.exists(input)) {
        throw usage("There is no file or folder " + input + ".");
      }
      if (Files.isDirectory(input) && RealPath.of(input).equals(RealPath.of(out))) {
        throw usage("--out is an input folder, " + out + "; outputs would become sources.");
      }
    }
    if (jobs < 1) {
      throw usage("--jobs is " + jobs + "; write 1 or more.");
    }
    if (watch && inputs.stream().noneMatch(Files::isDirectory)) {
      throw usage("--watch needs a folder.");
    }
    checkOut();
    return new Inputs(inputs, out);
  }

  /**
   * Checks the output folder before anything is sent, because a result that cannot be stored is
   * useless.
   */
  private void checkOut() {
    Path existing = out.toAbsolutePath().normalize();
    while (!Files.exists(existing)) {
      existing = Objects.requireNonNull(existing.getParent(), "the root exists");
    }
    if (!Files.isDirectory(existing)) {
      throw usage("--out is " + out + ", but " + existing + " is a file; write a folder.");
    }
    if (!Files.isWritable(existing)) {
      throw usage("--out is " + out + ", but " + existing + " may not be written to.");
    }
  }

  private RemoteServer remote(String address) {
    try {
      return RemoteServer.at(address, key);
    } catch (IllegalArgumentException e) {
      throw usage("--server or --key: " + e.getMessage() + ".");
    }
  }

  private void checkPreset(ReelwayClient client) {
    Presets presets = client.presets();
    if (preset != null && presets.all().stream().noneMatch(it -> it.name().equals(preset))) {
      String names =
          presets.all().stream().map(Preset::name).sorted().collect(Collectors.joining(", "));
      throw usage("There is no preset " + preset + "; this server has " + names + ".");
    }
  }

  private int noServer(@Nullable String reason) {
    spec.commandLine()
        .getErr()
        .println(
            "There is no server to use" + (server == null ? "" : " at " + server) + ". " + reason);
    return ExitCode.NO_SERVER;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
