package io.reelway.verify;

import io.reelway.image.Canvas;
import io.reelway.image.PictureHeaders;
import io.reelway.image.format.GifFile;
import io.reelway.image.format.JpegFile;
import io.reelway.image.format.WebpFile;
import io.reelway.image.heif.Boxes;
import io.reelway.image.heif.Boxes.Box;
import io.reelway.plan.ExpectedPicture;
import io.reelway.source.Bytes;
import io.reelway.source.Container;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Checks the file of a still image: whether it is complete, and whether its header has the planned
 * size. The coded image within it has been decoded by the process that made it.
 */
final class StillFile {
  /** The length of the end mark of a PNG from its name on, in bytes. */
  private static final int PNG_END = 8;

  private StillFile() {}

  /** The first deviation from the plan, in words for the log; empty when there is none. */
  static Optional<String> deviation(Path output, Container container, ExpectedPicture wanted)
      throws IOException {
    try (Bytes bytes = Bytes.of(output)) {
      if (bytes.size() == 0) {
        return Optional.of("no output");
      }
      if (!isComplete(bytes, container)) {
        return Optional.of("the file is not complete");
      }
    } catch (EOFException cutOff) {
      return Optional.of("the file is cut off");
    }
    Canvas canvas = PictureHeaders.read(output, container).canvas();
    return new Canvas(wanted.width(), wanted.height()).equals(canvas)
        ? Optional.empty()
        : Optional.of("size " + canvas);
  }

  private static boolean isComplete(Bytes bytes, Container container) throws IOException {
    return switch (container) {
      case JPEG ->
          bytes.u8(0) == 0xff
              && bytes.u8(bytes.size() - 2) == 0xff
              && bytes.u8(bytes.size() - 1) == JpegFile.EOI;
      case PNG -> bytes.name(bytes.size() - PNG_END).equals("IEND");
      case GIF -> bytes.u8(bytes.size() - 1) == GifFile.TRAILER;
      case WEBP -> isWholeRiff(bytes);
      case HEIF -> areWholeBoxes(bytes);
      default ->
          throw new IllegalArgumentException("No strategy makes still images in " + container);
    };
  }

  /** Whether the length of the file is as its header says, and that of its chunks as theirs say. */
  private static boolean isWholeRiff(Bytes bytes) throws IOException {
    long[] end = {WebpFile.HEADER};
    WebpFile.chunks(
        bytes,
        WebpFile.HEADER,
        (file, name, content, length) -> end[0] = content + length + length % 2);
    return bytes.says("RIFF", 0)
        && bytes.little(4, 4) + 8 == bytes.size()
        && end[0] == bytes.size();
  }

  /** Whether the boxes fill the file, with the description and the data of an image. */
  private static boolean areWholeBoxes(Bytes bytes) throws IOException {
    List<Box> boxes = Boxes.in(bytes, 0).all();
    if (boxes.isEmpty()) {
      return false;
    }
    Box last = boxes.getLast();
    return last.content().position() + last.content().size() == bytes.size()
        && boxes.stream().anyMatch(box -> box.type().equals("meta"))
        && boxes.stream().anyMatch(box -> box.type().equals("mdat") && box.content().size() > 0);
  }
}
