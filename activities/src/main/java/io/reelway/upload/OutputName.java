package io.reelway.upload;

import io.reelway.plan.Rendition;

/**
 * The name under which clients save a file: the source's, with the new extension. Files of further
 * renditions, and further files of one rendition, have an addition, so that a client can save all
 * files of a job in one folder.
 */
final class OutputName {
  private static final int LONGEST = 200;

  /**
   * Control characters, and marks that change the reading direction and so disguise the extension.
   */
  private static final String UNSEEN =
      "[\\p{Cntrl}\\x{061C}\\x{200E}\\x{200F}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]";

  private OutputName() {}

  /**
   * Removes folders, invisible characters and the old extension; the result is never empty.
   *
   * @param rendition name of the rendition
   * @param index number of the file within its rendition, from 0
   */
  static String of(String sourceName, String rendition, int index, String extension) {
    String addition =
        (rendition.equals(Rendition.MAIN) ? "" : "-" + rendition)
            + (index == 0 ? "" : "_" + (index + 1));
    return stem(sourceName) + addition + "." + extension;
  }

  private static String stem(String sourceName) {
    String name = sourceName.replace('\\', '/');
    name = name.substring(name.lastIndexOf('/') + 1).replaceAll(UNSEEN, "").strip();
    int dot = name.lastIndexOf('.');
    String stem = dot > 0 ? name.substring(0, dot) : name;
    if (stem.isBlank() || stem.chars().allMatch(letter -> letter == '.')) {
      stem = "media";
    }
    int end = stem.offsetByCodePoints(0, Math.min(LONGEST, stem.codePointCount(0, stem.length())));
    return stem.substring(0, end);
  }
}
