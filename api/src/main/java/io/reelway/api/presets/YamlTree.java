package io.reelway.api.presets;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of a YAML file as JSON, with the place of each value. YAML that means something else than
 * it seems to, as the number 010, is refused.
 */
final class YamlTree {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Numbers as JSON writes them. */
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)([.][0-9]+)?");

  private final YamlFile file;
  private final Map<String, Node> places = new LinkedHashMap<>();
  private final JsonNode json;

  /**
   * @param pointer where the node stands (RFC 6901)
   */
  YamlTree(YamlFile file, Node node, String pointer) {
    this.file = file;
    this.json = read(node, pointer);
  }

  JsonNode json() {
    return json;
  }

  /** The value at a pointer, or the nearest one around it. */
  Node at(String pointer) {
    Node place = places.get(pointer);
    return place != null ? place : at(pointer.substring(0, Math.max(0, pointer.lastIndexOf('/'))));
  }

  private JsonNode read(Node node, String pointer) {
    places.putIfAbsent("", node);
    places.put(pointer, node);
    return switch (node) {
      case MappingNode mapping -> object(mapping, pointer);
      case SequenceNode sequence -> list(sequence, pointer);
      case ScalarNode scalar -> value(scalar);
      default -> throw file.problem(node, "this cannot be read; write a value");
    };
  }

  private ObjectNode object(MappingNode mapping, String pointer) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple member : mapping.getValue()) {
      if (!(member.getKeyNode() instanceof ScalarNode name)) {
        throw file.problem(member.getKeyNode(), "a name is not a single word; write a word");
      }
      if (object.has(name.getValue())) {
        throw file.problem(name, name.getValue() + " is given twice; keep one of them");
      }
      String step = name.getValue().replace("~", "~0").replace("/", "~1");
      object.set(name.getValue(), read(member.getValueNode(), pointer + "/" + step));
    }
    return object;
  }

  private ArrayNode list(SequenceNode sequence, String pointer) {
    ArrayNode list = JSON.arrayNode();
    for (Node item : sequence.getValue()) {
      list.add(read(item, pointer + "/" + list.size()));
    }
    return list;
  }

  private JsonNode value(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      if (!NUMBER.matcher(text).matches()) {
        throw file.problem(scalar, "\"" + text + "\" is not a plain decimal number; write one");
      }
      return JSON.numberNode(new BigDecimal(text));
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    return tag.equals(Tag.NULL) ? JSON.nullNode() : JSON.stringNode(text);
  }
}
