package io.reelway.api.submit;

import io.reelway.api.submit.MediaForm.Part;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The parts of a form that this server does not know. Clients rely on it that they are ignored, so
 * the job goes on; a misspelled or unsupported field is named in a warning.
 */
final class UnknownFields {
  /** Names that go into a sentence as they are. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,40}");

  /** Names in the sentence; more would make the warning longer than the answer. */
  private static final int MOST_NAMES = 5;

  private final long limit;
  private final Set<String> names = new LinkedHashSet<>();
  private long bytes;

  /**
   * @param limit bytes that all of them together may have
   */
  UnknownFields(long limit) {
    this.limit = limit;
  }

  /** Reads such a part to its end, and remembers its name. */
  void skip(Part part) throws IOException {
    names.add(PLAIN.matcher(part.name()).matches() ? part.name() : "with an unusual name");
    bytes += part.skip(limit - bytes);
  }

  /** A sentence for the client; empty when there was no such part. */
  List<String> warnings() {
    if (names.isEmpty()) {
      return List.of();
    }
    String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int others = names.size() - MOST_NAMES;
    return List.of(
        "The server ignored unknown fields of the form: "
            + (others > 0 ? first + " and " + others + " more." : first + "."));
  }
}
