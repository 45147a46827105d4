package io.reelway.api.presets;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The members of one mapping in a YAML file. Every error names its line. */
final class YamlObject {
  /**
   * Plain decimal numbers. YAML also has numbers like 010, 1_000 and 1:30, whose value is not
   * obvious.
   */
  private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,8}");

  private final YamlFile file;
  private final Node node;
  private final String title;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * Reads the mapping.
   *
   * @param title its name in error messages, e.g. {@code a preset}
   * @param members the names it may have
   */
  YamlObject(YamlFile file, Node node, String title, List<String> members) {
    this.file = file;
    this.node = node;
    this.title = title;
    if (!(node instanceof MappingNode mapping)) {
      throw file.problem(node, title + " is not a mapping; write its members " + names(members));
    }
    for (NodeTuple member : mapping.getValue()) {
      String name = text(member.getKeyNode());
      if (!members.contains(name)) {
        throw file.problem(
            member.getKeyNode(),
            "\"" + name + "\" is not a member of " + title + "; write one of " + names(members));
      }
      if (values.put(name, member.getValueNode()) != null) {
        throw file.problem(member.getKeyNode(), name + " is given twice; keep one of them");
      }
    }
  }

  /** The value of a member. */
  Optional<Node> find(String member) {
    return Optional.ofNullable(values.get(member));
  }

  /** A single value as text. */
  String word(String member, String wanted) {
    return scalar(value(member, wanted), member, wanted);
  }

  /** A whole number within that range. */
  int number(String member, int least, int most) {
    String wanted = "a whole number from " + least + " to " + most;
    Node value = value(member, wanted);
    String text = scalar(value, member, wanted);
    if (!WHOLE.matcher(text).matches()
        || Integer.parseInt(text) < least
        || Integer.parseInt(text) > most) {
      throw isOther(value, member, text, wanted);
    }
    if (!value.getTag().equals(Tag.INT)) {
      throw isOther(value, member, text, wanted + " without quotes");
    }
    return Integer.parseInt(text);
  }

  /** A list that is not empty. */
  List<Node> list(String member, String wanted) {
    Node value = value(member, wanted);
    if (!(value instanceof SequenceNode list)) {
      throw file.problem(value, member + " is not a list; write " + wanted);
    }
    if (list.getValue().isEmpty()) {
      throw file.problem(value, member + " is empty; write " + wanted);
    }
    return list.getValue();
  }

  /** The text of a value in a list. */
  String item(Node value, String member, String wanted) {
    return scalar(value, member, wanted);
  }

  /** The error for a member with a forbidden value. */
  IllegalArgumentException isOther(Node value, String member, String text, String wanted) {
    return file.problem(value, member + " is \"" + text + "\"; write " + wanted);
  }

  private Node value(String member, String wanted) {
    return find(member)
        .orElseThrow(() -> file.problem(node, title + " has no " + member + "; write " + wanted));
  }

  private String scalar(Node value, String member, String wanted) {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw file.problem(value, member + " is not a single value; write " + wanted);
  }

  private static String text(Node key) {
    return key instanceof ScalarNode scalar ? scalar.getValue() : "[…]";
  }

  private static String names(List<String> members) {
    return String.join(", ", members);
  }
}
