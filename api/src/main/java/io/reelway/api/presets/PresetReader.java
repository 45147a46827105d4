package io.reelway.api.presets;

import io.reelway.plan.StrategyId;
import io.reelway.spec.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads presets from YAML in the format of {@code GET /api/media/presets}. Every error is an {@link
 * IllegalArgumentException} that names the line and what to write instead.
 */
final class PresetReader {
  private static final String DEFAULT = "defaultPreset";
  private static final String PRESETS = "presets";
  private static final String NAME = "name";
  private static final String WIDTH = "maxWidth";
  private static final String IMAGE_QUALITY = "imageQuality";
  private static final String CRF = "videoCrf";
  private static final String VIDEO_RATE = "videoBitrateKbps";
  private static final String AUDIO_RATE = "audioBitrateKbps";
  private static final String IMAGES = "imageStrategies";
  private static final String VIDEOS = "videoStrategies";

  private static final String OPTIONS = "options";

  private static final String A_NAME = "1 to 32 lower-case letters, digits and dashes, e.g. tv";

  private final YamlFile file;
  private final KnownStrategies known;

  PresetReader(YamlFile file, KnownStrategies known) {
    this.file = file;
    this.known = known;
  }

  /** Reads a complete set of presets. */
  OfferedPresets read(String yaml) {
    return read(yaml, "", List.of());
  }

  /** Reads presets that are added to others, or replace those with the same name. */
  OfferedPresets read(String yaml, OfferedPresets others) {
    return read(yaml, others.defaultName(), others.all());
  }

  private OfferedPresets read(String yaml, String usual, List<Preset> others) {
    Optional<Node> root = file.parse(yaml);
    if (root.isEmpty()) {
      return new OfferedPresets(usual, others);
    }
    YamlObject top = new YamlObject(file, root.get(), "the file", List.of(DEFAULT, PRESETS));
    List<Preset> own = top.find(PRESETS).isPresent() ? presets(top) : List.of();
    List<Preset> all = merged(others, own);
    return new OfferedPresets(defaultName(top, usual, all), all);
  }

  private String defaultName(YamlObject top, String usual, List<Preset> all) {
    Optional<Node> value = top.find(DEFAULT);
    if (value.isEmpty()) {
      return usual;
    }
    List<String> names = all.stream().map(Preset::name).toList();
    String wanted = "one of " + String.join(", ", names);
    String name = top.word(DEFAULT, wanted);
    if (!names.contains(name)) {
      throw top.isOther(value.get(), DEFAULT, name, wanted);
    }
    return name;
  }

  private List<Preset> presets(YamlObject top) {
    List<Preset> read = new ArrayList<>();
    for (Node node : top.list(PRESETS, "a list with a mapping for each preset")) {
      Preset preset = preset(node);
      if (read.stream().anyMatch(other -> other.name().equals(preset.name()))) {
        throw file.problem(
            node, "a second preset is named " + preset.name() + "; give it another name");
      }
      read.add(preset);
    }
    return read;
  }

  /** Encoders accept every number within these ranges. */
  private Preset preset(Node node) {
    YamlObject preset =
        new YamlObject(
            file,
            node,
            "a preset",
            List.of(
                NAME, WIDTH, IMAGE_QUALITY, CRF, VIDEO_RATE, AUDIO_RATE, IMAGES, VIDEOS, OPTIONS));
    Preset read = preset(preset);
    return preset
        .find(OPTIONS)
        .map(options -> new PresetOptions(file, options).of(read))
        .orElse(read);
  }

  private Preset preset(YamlObject preset) {
    return new Preset(
        name(preset),
        preset.number(WIDTH, 16, 16_384),
        preset.number(IMAGE_QUALITY, 1, 100),
        preset.number(CRF, 1, 51),
        preset.number(VIDEO_RATE, 50, 100_000),
        preset.number(AUDIO_RATE, 16, 320),
        strategies(preset, IMAGES, known.image()),
        strategies(preset, VIDEOS, known.video()));
  }

  private String name(YamlObject preset) {
    String name = preset.word(NAME, A_NAME);
    if (!Preset.isName(name)) {
      throw preset.isOther(preset.find(NAME).orElseThrow(), NAME, name, A_NAME);
    }
    return name;
  }

  private List<StrategyId> strategies(YamlObject preset, String member, List<StrategyId> known) {
    String wanted =
        "a list of one or more of "
            + known.stream().map(StrategyId::value).collect(Collectors.joining(", "));
    List<StrategyId> chosen = new ArrayList<>();
    for (Node node : preset.list(member, wanted)) {
      String name = preset.item(node, member, wanted);
      StrategyId id =
          known.stream()
              .filter(it -> it.value().equals(name))
              .findFirst()
              .orElseThrow(
                  () -> file.problem(node, member + " has \"" + name + "\"; write " + wanted));
      if (chosen.contains(id)) {
        throw file.problem(node, member + " has " + name + " twice; keep the first");
      }
      chosen.add(id);
    }
    return chosen;
  }

  private static List<Preset> merged(List<Preset> others, List<Preset> own) {
    Stream<Preset> replaced =
        others.stream()
            .map(other -> own.stream().filter(sameName(other)).findFirst().orElse(other));
    Stream<Preset> added =
        own.stream().filter(preset -> others.stream().noneMatch(sameName(preset)));
    return Stream.concat(replaced, added).toList();
  }

  private static Predicate<Preset> sameName(Preset preset) {
    return other -> other.name().equals(preset.name());
  }
}
