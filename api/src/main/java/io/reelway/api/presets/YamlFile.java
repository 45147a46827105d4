package io.reelway.api.presets;

import java.io.StringReader;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A YAML file as a tree of nodes with line numbers.
 *
 * @param origin begins every sentence about a problem, e.g. {@code reelway.presets is p.yaml}
 */
record YamlFile(String origin) {

  /** The root of the tree; empty when the file has nothing but comments. */
  Optional<Node> parse(String text) {
    try {
      return Optional.ofNullable(new Yaml(new LoaderOptions()).compose(new StringReader(text)));
    } catch (MarkedYAMLException broken) {
      throw problem(
          broken.getProblemMark(), "this is not YAML: " + broken.getProblem() + "; correct it");
    } catch (YAMLException broken) {
      throw new IllegalArgumentException(origin + "; the file is not YAML", broken);
    }
  }

  /**
   * The error for a node.
   *
   * @param sentence without a full stop
   */
  IllegalArgumentException problem(Node node, String sentence) {
    return problem(node.getStartMark(), sentence);
  }

  private IllegalArgumentException problem(@Nullable Mark mark, String sentence) {
    String line = mark == null ? "" : "line " + (mark.getLine() + 1) + ": ";
    return new IllegalArgumentException(origin + "; " + line + sentence);
  }
}
