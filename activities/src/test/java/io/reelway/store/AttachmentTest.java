package io.reelway.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file name of a client cannot change the header of a download. */
class AttachmentTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          clip.webm     | attachment; filename="clip.webm"
          a "b".webm    | attachment; filename="a _b_.webm"; filename*=UTF-8''a%20%22b%22.webm
          a^b.webm      | attachment; filename="a__b.webm"; filename*=UTF-8''a%0D%0Ab.webm
          été.webm      | attachment; filename="_t_.webm"; filename*=UTF-8''%C3%A9t%C3%A9.webm
          100%22.webm   | attachment; filename="100_22.webm"; filename*=UTF-8''100%2522.webm
          """)
  void quotesTheNameAndEncodesWhatIsUnusual(String name, String header) {
    assertThat(Attachment.header(name.replace("^", "\r\n"))).isEqualTo(header);
  }
}
