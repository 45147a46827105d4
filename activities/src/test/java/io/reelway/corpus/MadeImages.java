package io.reelway.corpus;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures drawn in code: waves with noise, which compress like a photo. */
final class MadeImages {
  private static final int WIDTH = 308;
  private static final int HEIGHT = 231;

  private MadeImages() {}

  /**
   * A JPEG photo.
   *
   * @param orientation of its EXIF, 1 to 8
   */
  static byte[] photo(int orientation) throws IOException {
    return withExif(written(waves(BufferedImage.TYPE_INT_RGB), "jpg"), exif(orientation, false));
  }

  /** With camera and GPS position in its EXIF. */
  static byte[] photoWithPlace() throws IOException {
    return withExif(written(waves(BufferedImage.TYPE_INT_RGB), "jpg"), exif(1, true));
  }

  static byte[] alphaPng() throws IOException {
    return written(waves(BufferedImage.TYPE_INT_ARGB), "png");
  }

  static byte[] onePixel() throws IOException {
    return written(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png");
  }

  static byte[] palettePng() throws IOException {
    byte[] shades = new byte[16];
    for (int i = 0; i < shades.length; i++) {
      shades[i] = (byte) (i * 17);
    }
    IndexColorModel palette = new IndexColorModel(4, 16, shades, shades, new byte[16]);
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, palette);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        image.getRaster().setSample(x, y, 0, (x / 20 + y / 15) % 16);
      }
    }
    return written(image, "png");
  }

  static byte[] animatedGif() throws IOException, InterruptedException {
    return MadeVideos.make("gif", List.of("-f", "lavfi", "-i", "testsrc2=s=121x91:r=10:d=1"));
  }

  static byte[] alphaWebp() throws IOException, InterruptedException {
    String half = "testsrc2=s=320x240,format=yuva420p,geq=lum='p(X,Y)':a='255*X/W'";
    return MadeVideos.make(
        "webp", List.of("-f", "lavfi", "-i", half, "-frames:v", "1", "-c:v", "libwebp"));
  }

  static byte[] avif() throws IOException, InterruptedException {
    return MadeVideos.make(
        "avif",
        List.of(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=s=800x533,format=yuv420p",
            "-frames:v",
            "1",
            "-c:v",
            "libaom-av1",
            "-still-picture",
            "1",
            "-cpu-used",
            "8"));
  }

  private static BufferedImage waves(int type) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
    Random noise = new Random(1);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int red = wave(x / 45.0 + y / 100.0, noise);
        int green = wave(y / 35.0, noise);
        int blue = wave((x + y) / 60.0, noise);
        int alpha = x * 255 / WIDTH;
        image.setRGB(x, y, (alpha << 24) | (red << 16) | (green << 8) | blue);
      }
    }
    return image;
  }

  /** Colours as muted as those of photos; stronger ones lose more in any lossy format. */
  private static int wave(double at, Random noise) {
    return (int) (128 + 70 * Math.sin(at)) + noise.nextInt(24);
  }

  private static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("the JDK writes no " + format);
    }
    return bytes.toByteArray();
  }

  /** EXIF comes right after the first marker. */
  private static byte[] withExif(byte[] jpeg, byte[] exif) {
    return ByteBuffer.allocate(jpeg.length + 4 + exif.length)
        .put(jpeg, 0, 2)
        .putShort((short) 0xFFE1)
        .putShort((short) (2 + exif.length))
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  /** A big-endian TIFF with the orientation and, when wanted, maker and place. */
  private static byte[] exif(int orientation, boolean place) {
    int entries = place ? 3 : 1;
    int end = 8 + 2 + 12 * entries + 4;
    ByteBuffer tiff = ByteBuffer.allocate(6 + end + (place ? 64 : 0));
    tiff.put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
    tiff.putShort((short) entries);
    if (place) {
      entry(tiff, 0x010F, 2, 6, end);
    }
    entry(tiff, 0x0112, 3, 1, orientation << 16);
    if (place) {
      entry(tiff, 0x8825, 4, 1, end + 8);
    }
    tiff.putInt(0);
    if (place) {
      tiff.put("NIKON\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
      gps(tiff, end + 8);
    }
    return tiff.array();
  }

  private static void gps(ByteBuffer tiff, int at) {
    tiff.putShort((short) 2);
    entry(tiff, 1, 2, 2, 'N' << 24);
    entry(tiff, 2, 5, 3, at + 2 + 24 + 4);
    tiff.putInt(0);
    for (int part : new int[] {48, 8, 12}) {
      tiff.putInt(part).putInt(1);
    }
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }
}
