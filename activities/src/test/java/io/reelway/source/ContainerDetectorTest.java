package io.reelway.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.reelway.corpus.Corpus;
import io.reelway.failure.StageException;
import io.reelway.job.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerDetectorTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          image/exif-orientation-6.jpg              | JPEG
          image/motion-photo-pixel.jpg              | JPEG
          image/png-palette.png                     | PNG
          image/animated-iss634.apng                | APNG
          image/animated-iss634.gif                 | GIF
          image/static.webp                         | WEBP
          image/animated-iss634.webp                | WEBP
          image/bmp-rgb24.bmp                       | BMP
          image/tiff-rgb-uncompressed.tiff          | TIFF
          image/heic-1280x854.heic                  | HEIF
          image/avif-8bit-800x533.avif              | HEIF
          video/h264-540p30-5s-flower.mp4           | MP4
          video/hevc-mov-iphone-rot90-mebx.mov      | MP4
          video/h264-mkv-srt-subs.mkv               | MATROSKA
          video/vp8-540p30-5s-flower.webm           | WEBM
          video/mjpeg-avi-pcm-mono.avi              | AVI
          video/mpeg2-1080p-ts-mp2.ts               | MPEG_TS
          video/wmv3-wmavoice-5fps.wmv              | ASF
          video/te[s]t_ video ' _ .flv              | FLV
          hostile/jpeg-content-named.png            | JPEG
          hostile/png-content-named.jpg             | PNG
          hostile/webm-content-named.mp4            | WEBM
          hostile/polyglot-gif-with-html.gif        | GIF
          """)
  void detectsTheContainerWhateverTheFileName(String file, Container container) throws IOException {
    assertThat(ContainerDetector.detect(Corpus.file(file))).isEqualTo(container);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          3GP                           | ....ftyp3gp5....isom      | MP4
          an unheard-of brand           | ....ftypXAVC....mp42      | MP4
          QuickTime with its index first| ....moov....mvhd          | MP4
          QuickTime with padding first  | ....wide....mdat          | MP4
          a single fragment             | ....styp....msdh          | MP4
          HEIC by a compatible brand    | ....ftypmif1....heic      | HEIF
          HEIC of an unheard-of maker   | ....ftypXPHO....heic      | HEIF
          a film that can show pictures | ....ftypisom....mif1      | MP4
          a sequence of AVIF            | ....ftypavis....msf1      | HEIF
          WebM                          | ~E\u00df\u00a3.B\u0082\u0084webm| WEBM
          """)
  void detectsTheFamilyFromBrands(String ignored, String pattern, Container container)
      throws IOException {
    Path file = Files.write(folder.resolve("x"), bytes(pattern));
    assertThat(ContainerDetector.detect(file)).isEqualTo(container);
  }

  @ParameterizedTest
  @CsvSource({"188, 0", "188, 3000", "192, 4", "204, 0"})
  void findsTransportStreamsAfterJunkAndWithWiderPackets(int packet, int junk) throws IOException {
    byte[] stream = new byte[junk + 10 * packet];
    for (int i = 0; i < 10; i++) {
      stream[junk + i * packet] = 'G';
    }
    Path file = Files.write(folder.resolve("x"), stream);
    assertThat(ContainerDetector.detect(file)).isEqualTo(Container.MPEG_TS);
  }

  @Test
  void findsTheAnimationOfAPngAfterALongProfile() throws IOException {
    byte[] profile = new byte[100_000];
    var png = new java.io.ByteArrayOutputStream();
    png.writeBytes(latin("\u0089PNG\r\n\u001a\n"));
    png.writeBytes(latin("\0\0\0\rIHDR" + "\0".repeat(17)));
    png.writeBytes(latin("\0\1\u0086\u00a0iCCP"));
    png.writeBytes(profile);
    png.writeBytes(latin("\0\0\0\0" + "\0\0\0\bacTL"));
    Path file = Files.write(folder.resolve("x"), png.toByteArray());
    assertThat(ContainerDetector.detect(file)).isEqualTo(Container.APNG);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hostile/text-named.jpg                | text
          hostile/html-named.mp4                | text
          hostile/ffconcat-etc-passwd.mp4       | text
          hostile/m3u8-names-sibling-file.mp4   | text
          hostile/sdp-loopback.mp4              | text
          hostile/svg-image-loopback.svg        | text
          hostile/svg-xxe-etc-passwd.svg        | text
          image/svg-dino.svg                    | text
          hostile/random-bytes.mp4              | neither
          hostile/zero-byte.mp4                 | neither
          audio/mp3-trex.mp3                    | sound
          audio/flac-with-cover.flac            | sound
          audio/pcm-stereo.wav                  | sound
          """)
  void refusesUnsupportedFormats(String file, String word) {
    refuses(Corpus.file(file), word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          %PDF-1.7                  | document
          PK^C^D                    | archive
          7z\u00bc\u00af                      | archive
          ^?ELF^B                   | program
          MZ^@^@                    | program
          ID3^D^@                   | "audio": "only"
          \u00ff\u00fb\u0092d^@                    | sound
          \u00ff\u00f1P\u0080^@                    | "audio": "only"
          RIFF....WAVE              | "audio": "only"
          #!AMR^J                   | sound in an unsupported format
          FORM....AIFF              | sound in an unsupported format
          ^@^@^@^LJXL ^M            | unsupported format
          \u00ff^J^@^@                   | unsupported format
          II+^@^H                   | unsupported format
          ^@^@^A^@^A^@              | unsupported format
          8BPS^@^A                  | unsupported format
          ....ftypcrx ....isom      | raw
          RIFF....CDXA^@            | neither
          """)
  void namesTheUnsupportedFormat(String magic, String word) throws IOException {
    refuses(Files.write(folder.resolve("x"), bytes(magic)), word);
  }

  @Test
  void refusesRawPhotosWhoseFirstPictureIsAThumbnail() throws IOException {
    String thumbnail = "MM\0*\0\0\0\b" + "\0\1" + "\0\u00fe\0\4\0\0\0\1\0\0\0\1" + "\0\0\0\0";
    refuses(Files.write(folder.resolve("x.nef"), latin(thumbnail)), "raw");
  }

  /** ffmpeg decodes them to a black picture without an error. */
  @ParameterizedTest(name = "tag {0} is {1}")
  @CsvSource({"322, 256", "259, 6", "259, 7", "259, 34712"})
  void refusesTiledTiffsAndUnsupportedCompressions(int tag, int value) throws IOException {
    refuses(Files.write(folder.resolve("x.tif"), tiffWith(tag, value)), "TIFF");
  }

  @ParameterizedTest(name = "compression {0}")
  @ValueSource(ints = {1, 4, 5, 8, 32773})
  void acceptsTiffsWithSupportedCompressions(int compression) throws IOException {
    Path tiff = Files.write(folder.resolve("x.tif"), tiffWith(259, compression));

    assertThat(ContainerDetector.detect(tiff)).isEqualTo(Container.TIFF);
  }

  /** A TIFF with one directory that has one numeric tag. */
  private static byte[] tiffWith(int tag, int value) {
    return ByteBuffer.allocate(26)
        .put(latin("MM\0*\0\0\0\b\0\1"))
        .putShort((short) tag)
        .put(latin("\0\3\0\0\0\1"))
        .putShort((short) value)
        .array();
  }

  private static void refuses(Path file, String word) {
    assertThatExceptionOfType(StageException.class)
        .isThrownBy(() -> ContainerDetector.detect(file))
        .withMessageContaining(word)
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED_TYPE));
  }

  /** {@code ....} is a length of 24, {@code ^X} a control character, {@code ~} the byte 0x1A. */
  private static byte[] bytes(String pattern) {
    String text = pattern.replace("....", "\0\0\0\u0018").replace('~', '\u001a');
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      letters.append(letter == '^' ? (char) (text.charAt(++i) ^ 0x40) : letter);
    }
    return latin(letters.toString());
  }

  private static byte[] latin(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
