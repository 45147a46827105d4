package io.reelway.api.submit;

import io.reelway.api.submit.MediaForm.Part;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The unknown fields of a form. The contract says that they are ignored, so the job continues; a
 * warning names them, because a field may be misspelled or unsupported.
 */
final class UnknownFields {
  /** Names that are quoted literally in the warning. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,40}");

  /** Maximum number of names in the warning. */
  private static final int MOST_NAMES = 5;

  private final long limit;
  private final Set<String> names = new LinkedHashSet<>();
  private long bytes;

  /**
   * @param limit maximum number of bytes of all of them together
   */
  UnknownFields(long limit) {
    this.limit = limit;
  }

  /** Skips such a part and remembers its name. */
  void skip(Part part) throws IOException {
    names.add(PLAIN.matcher(part.name()).matches() ? part.name() : "with an unusual name");
    bytes += part.skip(limit - bytes);
  }

  /** A sentence for the client; empty if there was no such part. */
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
