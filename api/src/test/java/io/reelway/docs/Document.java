package io.reelway.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A page of the documentation and its code examples. */
public record Document(Path file, List<Example> examples) {
  static final Path ROOT = Path.of(System.getProperty("reelway.root", ".."));

  /**
   * A fenced code block.
   *
   * @param language the word after the opening fence
   * @param note the comment before it, if any
   * @param text its lines
   */
  public record Example(String language, String note, String text) {
    /** Whether the document says that no test runs this example, and why. */
    public boolean isNotRun() {
      return note.startsWith("<!-- not run: ");
    }
  }

  /**
   * Reads a page.
   *
   * @param name the path from the root of the project, e.g. {@code docs/api.md}
   */
  public static Document read(String name) throws IOException {
    Path file = ROOT.resolve(name);
    List<Example> examples = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        int end = i + 1;
        while (!lines.get(end).equals("```")) {
          end++;
        }
        String before = i == 0 ? "" : lines.get(i - 1);
        examples.add(
            new Example(
                lines.get(i).substring(3),
                before.startsWith("<!--") ? before : "",
                String.join("\n", lines.subList(i + 1, end)) + "\n"));
        i = end;
      }
    }
    return new Document(file, List.copyOf(examples));
  }

  /** The examples in that language, in order. */
  public List<Example> in(String language) {
    return examples.stream().filter(it -> it.language().equals(language)).toList();
  }

  /** The marked sections of a source file, without their indentation. */
  static List<String> marked(Path source) throws IOException {
    List<String> found = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    boolean inside = false;
    for (String line : Files.readAllLines(ROOT.resolve(source))) {
      if (line.strip().startsWith("// example ")) {
        inside = true;
        open.setLength(0);
      } else if (line.strip().equals("// end")) {
        inside = false;
        found.add(open.toString().stripTrailing().stripIndent() + "\n");
      } else if (inside) {
        open.append(line).append('\n');
      }
    }
    return found;
  }
}
