package io.reelway.api.options;

import io.reelway.api.problem.RequestException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON of a client. A member that is given twice is an error, as is text after the end. */
public final class StrictJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private StrictJson() {}

  /**
   * Reads a JSON object.
   *
   * @param pointer where it stands in the request
   * @param title its name in sentences to the client
   * @param example such an object
   */
  public static JsonNode object(byte[] text, String pointer, String title, String example) {
    return object(parse(text, pointer, title), pointer, title, example);
  }

  /** Refuses what is no JSON object. */
  static JsonNode object(JsonNode node, String pointer, String title, String example) {
    if (!node.isObject()) {
      throw RequestException.at(pointer, title + " must be a JSON object, e.g. " + example + ".");
    }
    return node;
  }

  private static JsonNode parse(byte[] text, String pointer, String title) {
    try (JsonParser parser = JSON.createParser(text)) {
      try {
        return JSON.readTree(parser);
      } catch (MismatchedInputException twice) {
        throw RequestException.at(
            pointer + parser.streamReadContext().pathAsPointer(),
            title + " has a member twice; keep one of them.");
      }
    } catch (JacksonException malformed) {
      throw RequestException.at(pointer, title + " is not valid JSON; correct its syntax.");
    }
  }
}
