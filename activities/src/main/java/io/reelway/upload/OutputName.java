package io.reelway.upload;

/** The name under which clients save an output: the source's, with the new extension. */
final class OutputName {
  private static final int LONGEST = 200;

  private OutputName() {}

  /** Folders, control characters and the old extension are left out; never empty. */
  static String of(String sourceName, String extension) {
    String name = sourceName.replace('\\', '/');
    name = name.substring(name.lastIndexOf('/') + 1).replaceAll("\\p{Cntrl}", "").strip();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    if (stem.isBlank() || stem.chars().allMatch(letter -> letter == '.')) {
      stem = "media";
    }
    int end = stem.offsetByCodePoints(0, Math.min(LONGEST, stem.codePointCount(0, stem.length())));
    return stem.substring(0, end) + "." + extension;
  }
}
