package io.reelway.image.format;

import io.reelway.image.Animation;
import io.reelway.image.Canvas;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes an animated PNG of full frames, lightly compressed. It is an intermediate file for ffmpeg.
 */
public final class ApngWriter implements AutoCloseable {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int RGBA = 6;

  /** The largest numerator and denominator of a delay. */
  private static final int LARGEST = 0xffff;

  private final DataOutputStream out;
  private final Canvas canvas;
  private int frames;
  private int sequence;

  public ApngWriter(OutputStream out, Canvas canvas, Animation animation) throws IOException {
    this.out = new DataOutputStream(out);
    this.canvas = canvas;
    this.out.write(SIGNATURE);
    chunk(
        "IHDR",
        data -> {
          data.writeInt(canvas.width());
          data.writeInt(canvas.height());
          data.writeByte(8);
          data.writeByte(RGBA);
          data.write(new byte[3]);
        });
    chunk(
        "acTL",
        data -> {
          data.writeInt(animation.delays().size());
          data.writeInt(animation.plays());
        });
  }

  /**
   * Writes the next frame.
   *
   * @param rgba the pixels of the whole canvas, four bytes each
   * @param delay the display time; capped at 65,535 s. Above 65,535 ms, it is rounded to the
   *     fraction of a second that the format can still store
   */
  public void frame(byte[] rgba, Duration delay) throws IOException {
    long millis = Math.min(1000L * LARGEST, delay.toMillis());
    long parts = millis <= LARGEST ? 1000 : 1000L * LARGEST / millis;
    chunk(
        "fcTL",
        data -> {
          data.writeInt(sequence++);
          data.writeInt(canvas.width());
          data.writeInt(canvas.height());
          data.writeInt(0);
          data.writeInt(0);
          data.writeShort((int) Math.round(millis * parts / 1000.0));
          data.writeShort((int) parts);
          data.writeShort(0);
        });
    if (frames++ == 0) {
      chunk("IDAT", data -> deflate(rgba, data));
    } else {
      chunk(
          "fdAT",
          data -> {
            data.writeInt(sequence++);
            deflate(rgba, data);
          });
    }
  }

  private void deflate(byte[] rgba, OutputStream data) throws IOException {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      DeflaterOutputStream compressed = new DeflaterOutputStream(data, deflater);
      int row = 4 * canvas.width();
      for (int at = 0; at < rgba.length; at += row) {
        compressed.write(0);
        compressed.write(rgba, at, row);
      }
      compressed.finish();
    } finally {
      deflater.end();
    }
  }

  private interface Content {
    void write(DataOutputStream data) throws IOException;
  }

  private void chunk(String name, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(name.getBytes(StandardCharsets.US_ASCII));
    content.write(new DataOutputStream(bytes));
    byte[] whole = bytes.toByteArray();
    CRC32 checksum = new CRC32();
    checksum.update(whole);
    out.writeInt(whole.length - name.length());
    out.write(whole);
    out.writeInt((int) checksum.getValue());
  }

  @Override
  public void close() throws IOException {
    chunk("IEND", data -> {});
    out.close();
  }
}
