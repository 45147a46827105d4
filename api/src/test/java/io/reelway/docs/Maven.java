package io.reelway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks the Maven commands in the documents. */
final class Maven {
  private static final Pattern MODULES = Pattern.compile(" -pl ([\\w,-]+)");
  private static final Pattern TESTS = Pattern.compile(" -Dtest='?([\\w,]+)");
  private static final Pattern PROFILE = Pattern.compile(" -P([\\w-]+)");
  private static final Pattern PROPERTY = Pattern.compile(" -D(reelway[\\w.-]+|quick)");

  private Maven() {}

  /** Checks that the modules, tests, profiles and properties of a command exist in the build. */
  static void check(String command) throws IOException {
    List<Path> sources = sources();
    String poms = read(sources.stream().filter(file -> file.endsWith("pom.xml")).toList());
    assertThat(words(MODULES, command))
        .allSatisfy(module -> assertThat(Document.ROOT.resolve(module + "/pom.xml")).exists());
    assertThat(words(TESTS, command))
        .allSatisfy(
            test -> assertThat(sources).anyMatch(file -> file.endsWith(Path.of(test + ".java"))));
    assertThat(words(PROFILE, command))
        .allSatisfy(profile -> assertThat(poms).contains("<id>" + profile + "</id>"));
    List<String> properties = words(PROPERTY, command);
    if (!properties.isEmpty()) {
      assertThat(read(sources)).contains(properties);
    }
  }

  private static List<String> words(Pattern pattern, String command) {
    return pattern
        .matcher(command)
        .results()
        .map((MatchResult found) -> found.group(1))
        .flatMap(list -> Stream.of(list.split(",")))
        .toList();
  }

  /** Every pom and every Java file. */
  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    sources.add(Document.ROOT.resolve("pom.xml"));
    try (Stream<Path> folders = Files.list(Document.ROOT)) {
      folders.map(it -> it.resolve("pom.xml")).filter(Files::exists).forEach(sources::add);
    }
    for (Path module : sources.subList(1, sources.size()).toArray(Path[]::new)) {
      try (Stream<Path> all = Files.walk(module.resolveSibling("src"))) {
        all.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    return sources;
  }

  private static String read(List<Path> files) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(Files.readString(file));
    }
    return text.toString();
  }
}
