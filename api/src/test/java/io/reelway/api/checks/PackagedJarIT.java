package io.reelway.api.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the packaged jar, with or without ffmpeg. */
class PackagedJarIT {
  private static final Path JAR = Path.of(property("reelway.jar"));
  private static final boolean HAS_FFMPEG =
      Boolean.parseBoolean(property("reelway.jar.has-ffmpeg"));
  private static final String FFMPEG = property("reelway.ffmpeg.version");
  private static final JsonMapper JSON = new JsonMapper();

  @SuppressWarnings("NullAway.Init") // opened before each test
  private JarFile jar;

  private static String property(String name) {
    return Objects.requireNonNull(System.getProperty(name), name);
  }

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(JAR.toFile());
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  private String text(String entry) throws IOException {
    ZipEntry found = jar.getEntry(entry);
    assertThat(found).as(entry).isNotNull();
    try (InputStream content = jar.getInputStream(found)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private List<String> libraries() {
    return jar.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
        .map(name -> name.substring("BOOT-INF/lib/".length()))
        .toList();
  }

  @Test
  void containsItsLicencesAndThePlaceOfTheFfmpegSource() throws IOException {
    assertThat(text("META-INF/LICENSE")).contains("Apache License", "Version 2.0");
    assertThat(text("META-INF/NOTICE"))
        .contains("licenses/GPL-3.0.txt", "licenses/ffmpeg-source.txt");
    assertThat(text("META-INF/licenses/GPL-3.0.txt"))
        .contains("GNU GENERAL PUBLIC LICENSE", "Version 3, 29 June 2007");
    String[] versions = FFMPEG.split("-", 2);
    assertThat(text("META-INF/licenses/ffmpeg-source.txt"))
        .contains("org.bytedeco:ffmpeg:" + FFMPEG)
        .contains("https://github.com/bytedeco/javacpp-presets/tree/" + versions[1] + "/ffmpeg")
        .contains("https://ffmpeg.org/releases/ffmpeg-" + versions[0] + ".tar.bz2")
        .doesNotContain("${");
  }

  @Test
  void containsTheDeclaredFfmpegOrNone() {
    List<String> builds = libraries().stream().filter(it -> it.endsWith("-gpl.jar")).toList();
    if (HAS_FFMPEG) {
      assertThat(builds).hasSize(1).allMatch(it -> it.startsWith("ffmpeg-" + FFMPEG + "-"));
    } else {
      assertThat(builds).isEmpty();
    }
  }

  /** Maven cannot write the bill of materials offline; CI is never offline. */
  private static void needsABillOfMaterials() {
    boolean offline = property("reelway.build").equals("offline=true");
    assertThat(offline && System.getenv("CI") != null).as("CI builds offline").isFalse();
    assumeFalse(offline, "SKIPPED: an offline build makes no bill of materials");
  }

  @Test
  void theBillOfMaterialsListsEveryLibraryOfTheJar() throws IOException {
    needsABillOfMaterials();
    JsonNode bill = JSON.readTree(text("META-INF/sbom/application.cdx.json"));
    List<String> listed =
        bill.get("components")
            .valueStream()
            .map(it -> it.get("name").asString() + "-" + it.get("version").asString())
            .toList();
    assertThat(libraries())
        .filteredOn(library -> !library.startsWith("spring-boot-jarmode-tools"))
        .isNotEmpty()
        .allMatch(library -> listed.stream().anyMatch(library::startsWith));
    assertThat(listed.stream().anyMatch(it -> it.equals("ffmpeg-" + FFMPEG))).isEqualTo(HAS_FFMPEG);
  }

  @Test
  void theBillOfMaterialsIsAlsoBesideTheJar() throws IOException {
    needsABillOfMaterials();
    Path beside = JAR.resolveSibling(JAR.getFileName().toString().replace(".jar", ".cdx.json"));
    JsonNode bill = JSON.readTree(Files.readString(beside));
    assertThat(bill.get("bomFormat").asString()).isEqualTo("CycloneDX");
    assertThat(bill.get("components"))
        .isEqualTo(JSON.readTree(text("META-INF/sbom/application.cdx.json")).get("components"));
  }
}
