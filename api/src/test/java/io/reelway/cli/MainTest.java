package io.reelway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {
  @ParameterizedTest
  @CsvSource({
    "'', true",
    "--server.port=8081, true",
    "--reelway.data=/srv --server.port=1, true",
    "serve, true",
    "serve --server.port=8081, true",
    "serve --help, false",
    "--help, false",
    "-h, false",
    "--version, false",
    "-V, false",
    "optimize a.jpg, false",
    "optimise a.jpg, false",
  })
  void settingsAloneStartTheServer(String words, boolean server) {
    List<String> arguments = words.isEmpty() ? List.of() : List.of(words.split(" "));
    assertThat(Main.isServer(arguments)).isEqualTo(server);
  }

  @Test
  void knowsTheVersionThatItWasBuiltAs() {
    assertThat(new ReelwayCommand.Version().getVersion())
        .containsExactly("reelway " + System.getProperty("reelway.version"));
  }
}
