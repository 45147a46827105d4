package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.MediaType;

/** The name of a file is the one that the client sees, however its program writes it. */
class MediaFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          filename=clip.mp4                         | clip.mp4
          filename="clip %22a%22 & 100%.webm"       | clip "a" & 100%.webm
          filename="a%0D%0Ab%0ac.webm"              | a<CR><LF>b<LF>c.webm
          filename="100%25 %41 été.webm"            | 100%25 %41 été.webm
          filename="a \\"b\\".webm"                 | a "b".webm
          filename*=UTF-8''a%2522b%22.webm          | a%22b".webm
          filename*=UTF-8''it's%20(1)*.webm; x=y    | it's (1)*.webm
          """)
  void readsTheFileNameAsItWas(String parameter, String name) throws Exception {
    assertThat(form("form-data; name=media; " + parameter).next().orElseThrow().filename())
        .contains(name.replace("<CR>", "\r").replace("<LF>", "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "form-data; name",
        "form-data; name=media; filename*=windows-1252''a.webm",
        "form-data; name=media; filename*=UTF-8''%zz.webm",
        "form-data; name=media; filename=\"=?x-none?B?YQ==?=\"",
      })
  void refusesADispositionThatCannotBeRead(String disposition) throws Exception {
    MediaForm form = form(disposition);

    assertThatThrownBy(form::next).isInstanceOf(DecodingException.class);
  }

  private static MediaForm form(String disposition) throws IOException {
    String form = "--b\r\nContent-Disposition: " + disposition + "\r\n\r\nx\r\n--b--\r\n";
    return new MediaForm(
        new ByteArrayInputStream(form.getBytes(UTF_8)),
        MediaType.parseMediaType("multipart/form-data; boundary=b"));
  }
}
