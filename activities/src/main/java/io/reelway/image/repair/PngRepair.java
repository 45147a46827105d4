package io.reelway.image.repair;

import io.reelway.image.format.PngFile;
import io.reelway.source.Bytes;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Reduces a PNG to the chunks of its image. ffmpeg refuses an image because of a broken profile or
 * a broken EXIF block beside it, reads data after it as a second image, and reports a missing end.
 */
final class PngRepair {
  private static final Set<String> PICTURE =
      Set.of("IHDR", "PLTE", "tRNS", "IDAT", "acTL", "fcTL", "fdAT");

  private static final String END = "IEND";

  private final Bytes bytes;
  private final List<Chunk> picture = new ArrayList<>();
  private boolean foreign;
  private boolean ended;
  private boolean cut;

  private PngRepair(Bytes bytes) {
    this.bytes = bytes;
  }

  /** A chunk that goes into the copy, with as much of its content as the file has. */
  private record Chunk(String name, long content, long length) {}

  /**
   * Writes the copy if it is needed and can be made.
   *
   * @return whether the copy was written
   */
  static boolean write(Bytes bytes, boolean animated, Path copy) throws IOException {
    PngRepair repair = new PngRepair(bytes);
    repair.read();
    if (!repair.foreign && repair.ended) {
      return false;
    }
    boolean whole = repair.ended || (animated ? !repair.cut : repair.hasAllPixels());
    if (whole) {
      repair.write(copy);
    }
    return whole;
  }

  private void read() throws IOException {
    long at = PngFile.SIGNATURE;
    while (!ended && at + 8 <= bytes.size()) {
      bytes.budget().entry();
      long length = bytes.u32(at);
      String name = bytes.name(at + 4);
      long there = Math.min(length, bytes.size() - at - 8);
      cut = there < length;
      ended = name.equals(END);
      if (PICTURE.contains(name)) {
        picture.add(new Chunk(name, at + 8, there));
      } else if (!ended) {
        foreign = true;
      }
      at += 12 + length;
    }
    foreign |= at < bytes.size();
  }

  private boolean hasAllPixels() throws IOException {
    PngPixels pixels = new PngPixels(bytes);
    for (Chunk chunk : picture) {
      if (chunk.name().equals("IDAT")) {
        pixels.take(chunk.content(), chunk.length());
      }
    }
    return pixels.complete();
  }

  private void write(Path copy) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(copy)))) {
      bytes.copyTo(0, PngFile.SIGNATURE, out);
      for (Chunk chunk : picture) {
        write(chunk, out);
      }
      writeEnd(out);
    }
  }

  /** Writes a chunk unchanged, or with a new length and checksum when it is cut off in the file. */
  private void write(Chunk chunk, DataOutputStream out) throws IOException {
    boolean whole = chunk.length() == bytes.u32(chunk.content() - 8);
    if (whole && chunk.content() + chunk.length() + 4 <= bytes.size()) {
      bytes.copyTo(chunk.content() - 8, chunk.length() + 12, out);
      return;
    }
    if (chunk.length() > Integer.MAX_VALUE) {
      throw new EOFException("A chunk is longer than a PNG allows");
    }
    out.writeInt((int) chunk.length());
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
    checked.write(chunk.name().getBytes(StandardCharsets.US_ASCII));
    bytes.copyTo(chunk.content(), chunk.length(), checked);
    out.writeInt((int) checked.getChecksum().getValue());
  }

  private static void writeEnd(DataOutputStream out) throws IOException {
    out.writeInt(0);
    CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
    checked.write(END.getBytes(StandardCharsets.US_ASCII));
    out.writeInt((int) checked.getChecksum().getValue());
  }
}
