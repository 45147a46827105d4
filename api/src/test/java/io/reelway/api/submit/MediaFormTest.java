package io.reelway.api.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.api.problem.RequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.MediaType;

/** A form is read as its client meant it, however its program writes names and types. */
class MediaFormTest {
  private static final String TYPE = "multipart/form-data; boundary=b";

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
          filename*=UTF-8''cost$5.png               | cost$5.png
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
        "form-data; name=media; filename=\"",
        "form-data; name=\"",
        "form-data; name=media; size=\"",
        "form-data; name=media; filename=\"=?x-none?B?YQ==?=\"",
      })
  void refusesADispositionThatCannotBeRead(String disposition) throws Exception {
    MediaForm form = form(disposition);

    assertThatThrownBy(form::next).isInstanceOf(DecodingException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "video/webm;codecs=vp8,opus",
        "type=jpg",
        "image/",
        "image/jpeg;charset=binary",
        "image/jpeg; name=a b.jpg",
        "no/type/at all"
      })
  void keepsTheContentTypeOfAFileAsSent(String type) throws Exception {
    assertThat(form("form-data; name=media\r\nContent-Type: " + type).next())
        .map(MediaForm.Part::contentType)
        .contains(type);
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain; charset=ISO-8859-1, Ã©",
    "text/plain; charset=none, é",
    "text/, é",
    "text/plain, é"
  })
  void readsATextInTheCharsetThatItNames(String type, String text) throws Exception {
    MediaForm form = form("form-data; name=preset\r\nContent-Type: " + type, "é");

    assertThat(form.next().orElseThrow().value()).isEqualTo(text);
  }

  @Test
  void stopsReadingWhenNoPartBegins() throws Exception {
    InputStream body = new ByteArrayInputStream(new byte[8 * MediaForm.LONGEST_PREAMBLE]);
    MediaForm form = new MediaForm(body, MediaType.parseMediaType(TYPE));

    assertThatThrownBy(form::next)
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("boundary");
    assertThat(body.available()).isGreaterThan(6 * MediaForm.LONGEST_PREAMBLE);
  }

  private static MediaForm form(String disposition) throws IOException {
    return form(disposition, "x");
  }

  private static MediaForm form(String disposition, String content) throws IOException {
    String form =
        "--b\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n--b--\r\n";
    return new MediaForm(
        new ByteArrayInputStream(form.getBytes(UTF_8)), MediaType.parseMediaType(TYPE));
  }
}
