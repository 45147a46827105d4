package io.reelway.api.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Links in files that name others. */
class NamingFileTest {
  @Test
  void everyLinkOfAPlaylistIsSigned() {
    String text =
        """
        #EXTM3U
        #EXT-X-MAP:URI="720p.mp4",BYTERANGE="815@0"
        #EXTINF:4.000000,
        720p.mp4
        #EXT-X-ENDLIST
        """;

    assertThat(NamingFile.signed(text, "signature=ab"))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-MAP:URI="720p.mp4?signature=ab",BYTERANGE="815@0"
            #EXTINF:4.000000,
            720p.mp4?signature=ab
            #EXT-X-ENDLIST
            """);
  }

  @Test
  void everyPictureOfAStoryboardIsSigned() {
    String text =
        """
        WEBVTT

        00:00:00.000 --> 00:00:05.000
        sprite-1.webp#xywh=0,0,160,90
        """;

    assertThat(NamingFile.signed(text, "signature=ab"))
        .isEqualTo(
            """
            WEBVTT

            00:00:00.000 --> 00:00:05.000
            sprite-1.webp?signature=ab#xywh=0,0,160,90
            """);
  }
}
