package io.reelway.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.cli.CommandHelp;
import io.reelway.docs.Document.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks that everything the documents refer to exists, and that their commands are well formed.
 */
class ReferencesTest {
  /**
   * The pages whose examples a test runs, by language. Every other example must say why no test
   * runs it.
   */
  private static final Map<String, Set<String>> RUN =
      Map.of(
          "sh",
              Set.of(
                  "README.md", "docs/api.md", "docs/cli.md", "docs/options.md", "docs/tutorial.md"),
          "java", Set.of("docs/sdk.md", "docs/tutorial.md"),
          "js", Set.of("docs/api.md", "docs/webhooks.md"),
          "yaml", Set.of("docs/presets.md"));

  private static final Pattern CODE = Pattern.compile("(?<!`)`([^`\n]+)`(?!`)");
  private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}((?:.*\\\\\n)*.+)$");

  /** An explanation in a separate column beside a command. */
  private static final Pattern EXPLANATION = Pattern.compile(" {3,}[a-z].*");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
  private static final Pattern FILE =
      Pattern.compile(
          "(?:^|[\\s=])(?:\\./)?((?:api|activities|workflows|sdk|docs|docker|bench|scripts|\\.ci)/[\\w./-]*)");
  private static final Pattern OPTION = Pattern.compile(" (--[a-z-]+)");

  static List<String> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(Document.ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "bench/README.md"),
              docs.filter(file -> file.toString().endsWith(".md"))
                  .map(file -> Document.ROOT.relativize(file).toString()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksHaveTargets(String page) throws IOException {
    Path file = Document.ROOT.resolve(page);
    for (MatchResult link : found(LINK, Files.readString(file))) {
      Path target = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
      assertThat(target).exists();
      if (link.group(2) != null) {
        assertThat(anchors(target)).as(target.toString()).contains(link.group(2));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyExampleIsRunOrSaysWhyNot(String page) throws IOException {
    assertThat(Document.read(page).examples())
        .allSatisfy(
            it -> assertThat(it.language()).isIn("sh", "java", "js", "json", "text", "xml", "yaml"))
        .filteredOn(it -> RUN.containsKey(it.language()))
        .filteredOn(it -> !RUN.getOrDefault(it.language(), Set.of()).contains(page))
        .allSatisfy(it -> assertThat(it.isNotRun()).as(it.text()).isTrue());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void filesThatAreNamedExist(String page) throws IOException {
    Stream<String> said =
        Stream.concat(
            found(CODE, Files.readString(Document.ROOT.resolve(page))).stream()
                .map(code -> code.group(1)),
            commands(page).stream());

    assertThat(said.flatMap(text -> found(FILE, text).stream()).map(file -> file.group(1)))
        .filteredOn(file -> !file.contains("/target/"))
        .allSatisfy(file -> assertThat(Document.ROOT.resolve(file)).exists());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsAreWellFormed(String page) throws IOException, InterruptedException {
    for (String command : commands(page)) {
      parse("-c", command);
      if (command.contains("./mvnw")) {
        Maven.check(command);
      }
      if (command.contains(".jar optimize")) {
        assertThat(found(OPTION, command))
            .allSatisfy(it -> assertThat(CommandHelp.optimize()).contains(it.group(1)));
      }
    }
  }

  @Test
  void scriptsThatAreNamedAreWellFormed() throws IOException, InterruptedException {
    for (String script : List.of("docker/local-topology", "scripts/format", ".ci/run")) {
      parse(Document.ROOT.resolve(script).toString());
    }
  }

  @Test
  void settingsThatAreNamedAreThoseOfTheConfiguration() throws IOException {
    String configuration = Files.readString(Document.ROOT.resolve("docs/configuration.md"));
    for (String page : pages()) {
      List<String> settings =
          found(CODE, Files.readString(Document.ROOT.resolve(page))).stream()
              .map(code -> code.group(1).replaceFirst("=.*", ""))
              .filter(code -> code.matches("reelway[.][a-z0-9.-]+"))
              .filter(code -> !code.endsWith(".json"))
              .toList();
      assertThat(settings).as(page).allSatisfy(it -> assertThat(configuration).contains(it));
    }
  }

  /** All shell commands of a page. */
  private static List<String> commands(String page) throws IOException {
    String text = FENCED.matcher(Files.readString(Document.ROOT.resolve(page))).replaceAll("");
    return Stream.of(
            Document.read(page).in("sh").stream().map(Example::text),
            found(INDENTED, text).stream()
                .map(block -> EXPLANATION.matcher(block.group(1)).replaceFirst(""))
                .filter(ReferencesTest::isCommand),
            found(CODE, text).stream().map(code -> code.group(1)).filter(ReferencesTest::isCommand))
        .flatMap(all -> all)
        .toList();
  }

  private static boolean isCommand(String text) {
    return text.matches("(?s)(\\./mvnw|java|docker-compose|curl|docker/|scripts/|[.]ci/)\\S* .*");
  }

  private static void parse(String... arguments) throws IOException, InterruptedException {
    List<String> words = Stream.concat(Stream.of("bash", "-n"), Stream.of(arguments)).toList();
    Process shell = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), UTF_8);
    assertThat(shell.waitFor()).as(said).isZero();
  }

  private static Set<String> anchors(Path page) throws IOException {
    return found(HEADING, Files.readString(page)).stream()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  static List<MatchResult> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().toList();
  }
}
