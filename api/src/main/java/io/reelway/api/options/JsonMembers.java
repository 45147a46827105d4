package io.reelway.api.options;

import io.reelway.api.problem.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The members of one JSON object of a request. Every error has the pointer (RFC 6901) of a member,
 * and a sentence that says what to write. A member with the value {@code null} is not absent.
 */
public final class JsonMembers {
  /** Names of members that a sentence repeats. */
  private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}\\p{Nd}_.+ -]{1,40}");

  /**
   * Values that a sentence repeats, such as {@code 00:01} or {@code 30000/1001}. Sentences end in
   * pages, logs and terminals of others, so markup, quotes, control characters and invisible or
   * reordering ones are not repeated. Neither are long texts, which may be secrets.
   */
  private static final Pattern PLAIN_VALUE = Pattern.compile("[\\p{L}\\p{Nd}_.+:/%,# -]{1,40}");

  private final JsonNode node;
  private final String pointer;

  /**
   * @param node a JSON object
   * @param pointer where it stands in the request
   */
  public JsonMembers(JsonNode node, String pointer) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(pointer + " is no JSON object");
    }
    this.node = node;
    this.pointer = pointer;
  }

  /**
   * Reads an item of a list, which must be an object.
   *
   * @param name the member that holds the list
   * @param example such an item
   */
  JsonMembers item(String name, int index, String example) {
    String below = pointer(name) + '/' + index;
    JsonNode item =
        StrictJson.object(get(name).path(index), below, "Each item of " + name, example);
    return new JsonMembers(item, below);
  }

  /**
   * Refuses members with other names.
   *
   * @param title the name of the object in sentences
   */
  public JsonMembers allow(String title, List<String> names) {
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        String quoted = PLAIN_NAME.matcher(name).matches() ? " named " + name : " of that name";
        throw refused(
            name,
            title + " has no member" + quoted + "; write one of " + String.join(", ", names) + ".");
      }
    }
    return this;
  }

  /** Whether there is such a member. */
  public boolean has(String name) {
    return node.has(name);
  }

  /** The value of a member that exists. */
  public JsonNode get(String name) {
    return node.path(name);
  }

  /** The pointer of a member. */
  public String pointer(String name) {
    return pointer + '/' + name.replace("~", "~0").replace("/", "~1");
  }

  /** The error for a member. */
  public RequestException refused(String name, String sentence) {
    return RequestException.at(pointer(name), sentence);
  }

  /** The error for a member with a forbidden value. */
  RequestException isOther(String name, String wanted) {
    return isOther(name, pointer(name), get(name), wanted);
  }

  private static RequestException isOther(
      String name, String pointer, JsonNode value, String wanted) {
    return RequestException.at(
        pointer, "The member " + name + " is " + quoted(value) + "; write " + wanted + ".");
  }

  private static String quoted(JsonNode value) {
    if (value.isObject()) {
      return "an object";
    }
    if (value.isArray()) {
      return value.isEmpty() ? "an empty list" : "a list";
    }
    String text = value.isString() ? value.asString() : value.toString();
    return PLAIN_VALUE.matcher(text).matches() ? value.toString() : "not valid";
  }

  /** A text; {@code null} if absent. */
  public @Nullable String text(String name) {
    if (!has(name)) {
      return null;
    }
    if (!get(name).isString()) {
      throw isOther(name, "a text");
    }
    return get(name).asString();
  }

  /** One of some words; {@code null} if absent. */
  @Nullable String word(String name, List<String> words) {
    if (!has(name)) {
      return null;
    }
    return word(name, pointer(name), get(name), words);
  }

  private static String word(String name, String pointer, JsonNode value, List<String> words) {
    if (value.isString() && words.contains(value.asString())) {
      return value.asString();
    }
    throw isOther(
        name, pointer, value, words.size() == 1 ? words.getFirst() : "one of " + listed(words));
  }

  /** One of some words, or a list of one or more different ones; empty if absent. */
  List<String> words(String name, List<String> words) {
    if (!has(name)) {
      return List.of();
    }
    JsonNode value = get(name);
    if (!value.isArray()) {
      return List.of(word(name, pointer(name), value, words));
    }
    if (value.isEmpty()) {
      throw isOther(name, "one or more of " + listed(words) + ", or leave " + name + " out");
    }
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      String word = word(name, pointer(name) + '/' + i, value.get(i), words);
      if (chosen.contains(word)) {
        throw RequestException.at(
            pointer(name) + '/' + i,
            "The member " + name + " has " + word + " twice; keep the first.");
      }
      chosen.add(word);
    }
    return chosen;
  }

  /** A whole number; {@code null} if absent. */
  @Nullable Long whole(String name, long least, long most) {
    if (!has(name)) {
      return null;
    }
    double value = finite(get(name));
    if (value != Math.rint(value) || value < least || value > most) {
      throw isOther(name, "a whole number from " + least + " to " + most);
    }
    return (long) value;
  }

  /** A whole number; {@code null} if absent. */
  @Nullable Integer whole(String name, int least, int most) {
    Long value = whole(name, (long) least, (long) most);
    return value == null ? null : Integer.valueOf(value.intValue());
  }

  /**
   * A number; {@code null} if absent.
   *
   * @param wanted what to write, e.g. {@code seconds from 0 to 60}
   */
  @Nullable Double number(String name, double least, double most, String wanted) {
    if (!has(name)) {
      return null;
    }
    double value = finite(get(name));
    if (!(value >= least && value <= most)) {
      throw isOther(name, wanted);
    }
    return value + 0.0;
  }

  /** Not a number when it is something else, or outside of the range of a double. */
  private static double finite(JsonNode value) {
    return value.isNumber() ? value.asDouble(Double.NaN) : Double.NaN;
  }

  /** An object whose values are texts; {@code null} if absent. */
  public @Nullable Map<String, String> pairs(String name) {
    if (!has(name)) {
      return null;
    }
    String wanted = "a JSON object whose values are texts, e.g. {\"album\": \"summer\"}";
    if (!get(name).isObject()) {
      throw isOther(name, wanted);
    }
    return pairs(name, get(name), pointer(name));
  }

  /**
   * The pairs of an object whose values are texts.
   *
   * @param name its name in sentences
   * @param pointer where it stands in the request
   */
  public static Map<String, String> pairs(String name, JsonNode object, String pointer) {
    JsonMembers pairs = new JsonMembers(object, pointer);
    Map<String, String> read = new TreeMap<>();
    for (Map.Entry<String, JsonNode> pair : object.properties()) {
      if (!pair.getValue().isString()) {
        throw pairs.refused(
            pair.getKey(),
            "The member " + name + " has a value that is no text; put it in quotes.");
      }
      read.put(pair.getKey(), pair.getValue().asString());
    }
    return read;
  }

  private static String listed(List<String> words) {
    return words.stream().collect(Collectors.joining(", "));
  }
}
