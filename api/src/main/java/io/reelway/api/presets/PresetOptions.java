package io.reelway.api.presets;

import io.reelway.api.options.AskedOptions;
import io.reelway.api.options.OptionsReader;
import io.reelway.api.problem.RequestException;
import io.reelway.spec.JobOptions;
import io.reelway.spec.Preset;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Reads the options of a preset, which are those of a request. The members that repeat a number of
 * the preset are left out, so that an answer of the API is a valid file for the same presets.
 */
final class PresetOptions {
  private final YamlFile file;
  private final Node node;

  PresetOptions(YamlFile file, Node node) {
    this.file = file;
    this.node = node;
  }

  /**
   * The preset with its options.
   *
   * @throws IllegalArgumentException with the line of the mistake and what to write instead
   */
  Preset of(Preset preset) {
    YamlTree tree = new YamlTree(file, node, OptionsReader.ROOT);
    AskedOptions asked = read(tree);
    for (String member : List.of("externalId", "metadata")) {
      if (tree.json().has(member)) {
        throw file.problem(
            tree.at(OptionsReader.ROOT + "/" + member),
            member + " belongs to a request; leave it out");
      }
    }
    return preset.with(asked.options().beyond(JobOptions.NONE.over(preset)));
  }

  private AskedOptions read(YamlTree tree) {
    try {
      return OptionsReader.read(tree.json());
    } catch (RequestException refused) {
      String sentence = String.valueOf(refused.getMessage());
      throw file.problem(
          tree.at(String.valueOf(refused.pointer())),
          Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1, sentence.length() - 1));
    }
  }
}
