package io.reelway.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.encode.Studio.Take;
import io.reelway.failure.StageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stream that differs from what players need is refused. */
class StreamCheckTest {
  @TempDir Path folder;
  private StreamStudio streams;
  private Studio studio;

  @BeforeEach
  void open() {
    streams = new StreamStudio(folder);
    studio = streams.studio;
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          output-1.m3u8 | RESOLUTION=160x90 | RESOLUTION=160x92
          output-1.m3u8 | avc1.6400         | avc1.4d00
          output-1.m3u8 | mp4a.40.2         | mp4a.40.5
          output-1.m3u8 | 90p.m3u8          | 91p.m3u8
          output-1.m3u8 | #EXT-X-MEDIA:     | #EXT-X-OTHER:
          output-1.m3u8 | #EXTM3U           | #EXTM4U
          90p.m3u8      | TARGETDURATION:2  | TARGETDURATION:1
          90p.m3u8      | TARGETDURATION:2  | TARGETDURATION:3
          sound.m3u8    | TARGETDURATION:2  | TARGETDURATION:3
          90p.m3u8      | #EXTINF:2.000000  | #EXTINF:1.960000
          90p.m3u8      | RANGE:            | RANGE:1
          90p.m3u8      | #EXT-X-ENDLIST    | #EXT-X-OTHER
          90p.m3u8      | URI="90p.mp4"     | URI="180p.mp4"
          sound.m3u8    | @0                | @1
          """)
  void refusesAPlaylistThatIsWrong(String file, String said, String wrong) throws Exception {
    Take take = streams.stream(streams.clip());
    Path list =
        folder.resolve(file.replace("output-1.m3u8", take.output().getFileName().toString()));
    String text = Files.readString(list);
    assertThat(text).contains(said);
    Files.writeString(list, text.replaceFirst(Pattern.quote(said), wrong));

    assertRefused(take);
  }

  @Test
  void refusesAMediaFileThatIsCutOff() throws Exception {
    Take take = streams.stream(streams.clip());
    try (FileChannel file = FileChannel.open(folder.resolve("90p.mp4"), StandardOpenOption.WRITE)) {
      file.truncate(streams.list("90p.m3u8").segments().getLast().offset() + 300);
    }

    assertRefused(take);
  }

  @Test
  void refusesASegmentThatDoesNotBeginWithAKeyFrame() throws Exception {
    Take take = streams.stream(streams.clip());
    Path media = folder.resolve("90p.mp4");
    byte[] bytes = Files.readAllBytes(media);
    // The flags of the first frame are in the run of samples, after its offset.
    int run = indexOf(bytes, "trun", (int) streams.list("90p.m3u8").segments().get(1).offset());
    bytes[run + 4 + 4 + 4 + 4 + 1] |= 1;
    Files.write(media, bytes);

    assertRefused(take);
  }

  @Test
  void refusesAGapInTheSound() throws Exception {
    Take take = streams.stream(streams.clip());
    Path media = folder.resolve("sound.mp4");
    byte[] bytes = Files.readAllBytes(media);
    int time = indexOf(bytes, "tfdt", (int) streams.list("sound.m3u8").segments().get(1).offset());
    bytes[time + 4 + 4 + 6]++;
    Files.write(media, bytes);

    assertRefused(take);
  }

  @Test
  void refusesSoundThatIsShorterThanItsSource() throws Exception {
    Take take = streams.stream(streams.clip());
    Files.write(folder.resolve("reference-sound"), new byte[5100]);

    assertRefused(take);
  }

  @Test
  void refusesPicturesThatDoNotDecode() throws Exception {
    Take take = streams.stream(streams.clip());
    Path media = folder.resolve("90p.mp4");
    byte[] bytes = Files.readAllBytes(media);
    int data = indexOf(bytes, "mdat", 0) + 40;
    Arrays.fill(bytes, data, data + 400, (byte) 0x55);
    Files.write(media, bytes);

    assertRefused(take);
  }

  @Test
  void refusesASizeOfAnotherVideo() throws Exception {
    Take take = streams.stream(streams.clip());
    byte[] reference = Files.readAllBytes(take.encoding().comparison().file());
    streams.stream(streams.clip("color=black:s=320x180:r=25:d=5"));
    Files.write(take.encoding().comparison().file(), reference);

    assertRefused(take);
  }

  @Test
  void refusesSizesWithOtherSegments() throws Exception {
    Take take = streams.stream(streams.clip());
    byte[] media = Files.readAllBytes(folder.resolve("180p.mp4"));
    byte[] list = Files.readAllBytes(folder.resolve("180p.m3u8"));
    byte[] reference = Files.readAllBytes(take.encoding().comparison().file());
    streams.stream(streams.clip(), StreamStudio.STREAM.replace("'segmentSec':2", "'segmentSec':3"));
    Files.write(folder.resolve("180p.mp4"), media);
    Files.write(folder.resolve("180p.m3u8"), list);
    Files.write(take.encoding().comparison().file(), reference);

    assertRefused(take);
  }

  @Test
  void refusesTwoSegmentsInThePlannedLengthOfOne() throws Exception {
    Take take =
        streams.stream(
            streams.clip(), StreamStudio.STREAM.replace("'segmentSec':2", "'segmentSec':3"));
    byte[] reference = Files.readAllBytes(take.encoding().comparison().file());
    streams.stream(streams.clip());
    Files.write(take.encoding().comparison().file(), reference);

    assertThatThrownBy(() -> studio.check(take))
        .cause()
        .hasMessageContaining("has a segment too many at 2.0");
  }

  private void assertRefused(Take take) {
    assertThatThrownBy(() -> studio.check(take))
        .isInstanceOf(StageException.class)
        .hasCauseInstanceOf(IOException.class)
        .cause()
        .hasMessageContaining("was refused");
  }

  private static int indexOf(byte[] bytes, String word, int from) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.indexOf(word, from);
  }
}
