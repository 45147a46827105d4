package io.reelway.api.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reelway.api.problem.RequestException;
import io.reelway.job.AcceptedJob;
import io.reelway.job.ErrorCode;
import io.reelway.job.JobLabels;
import io.reelway.store.JobLocations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options travel with the job, in a form as in a JSON body, and count for repeated requests. */
@Timeout(60)
class SubmittedOptionsTest {
  private static final Optional<IdempotencyKey> KEY = Optional.of(SubmitService.KEY);
  private static final String URL = "\"url\": \"https://clips.example.org/clip.mp4\"";

  @TempDir private Path folder;
  private SubmitService service;

  @BeforeEach
  void open() throws IOException {
    service = new SubmitService(folder);
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void aJobHasTheOptionsOfItsForm() throws IOException {
    AcceptedJob job = submit("{\"width\": 640, \"format\": \"webp\"}").snapshot().job();

    assertThat(job.request().asked().width()).isEqualTo(640);
    assertThat(job.request().asked().format()).containsExactly("webp");
  }

  @Test
  void aJobHasEverythingOfItsJsonBody() throws IOException {
    AcceptedJob job =
        service
            .submitJson(
                "{"
                    + URL
                    + ", \"preset\": \"mobile\", \"options\": {\"height\": 360},"
                    + " \"metadata\": {\"a\": \"b\"}, \"externalId\": \"7\", \"batchId\": \"b-1\"}",
                Optional.empty())
            .snapshot()
            .job();

    assertThat(job.source().filename()).isEqualTo("clip.mp4");
    assertThat(job.preset().name()).isEqualTo("mobile");
    assertThat(job.request().asked().height()).isEqualTo(360);
    assertThat(job.request().labels()).isEqualTo(new JobLabels("7", "b-1", Map.of("a", "b")));
  }

  @Test
  void theFieldMetadataIsReadLikeTheMember() {
    assertThat(LabelsReader.pairs("{\"a\": \"b\"}")).isEqualTo(Map.of("a", "b"));
    assertThat(pointerOf("{\"a\": \"b\", \"a\": \"c\"}")).isEqualTo("/metadata/a");
    assertThat(pointerOf("{\"a\": 1}")).isEqualTo("/metadata/a");
    assertThat(pointerOf("[]")).isEqualTo("/metadata");
  }

  private static String pointerOf(String metadata) {
    return String.valueOf(
        catchThrowableOfType(RequestException.class, () -> LabelsReader.pairs(metadata)).pointer());
  }

  @Test
  void labelsInOptionsAreLabelsOfTheJob() throws IOException {
    String options = "{\"externalId\": \"7\", \"metadata\": {\"a\": \"b\"}}";

    AcceptedJob job = submit(options).snapshot().job();

    assertThat(job.request().labels()).isEqualTo(new JobLabels("7", null, Map.of("a", "b")));
    assertThat(job.request().options()).isNull();
  }

  @Test
  void labelsMayStandInBothPlacesIfTheyAreTheSame() throws IOException {
    String both = "{" + URL + ", \"externalId\": \"7\", \"options\": {\"externalId\": \"%s\"}}";

    assertThat(service.submitJson(both.formatted("7"), Optional.empty()).replayed()).isFalse();
    assertThat(refusal(both.formatted("8")).pointer()).isEqualTo("/options/externalId");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"start\": 1, \"width\": 640, \"format\": \"mp4\"}",
        "{\"format\": [\"mp4\"], \"width\": 640.0, \"start\": 1.0}",
        " {\"width\":6.4e2,\"start\":1,\"format\":\"mp4\"} "
      })
  void theSameOptionsInAnotherSpellingRepeatARequest(String spelling) throws IOException {
    Submitted first = submit("{\"width\": 640, \"start\": 1, \"format\": \"mp4\"}");

    Submitted again = submit(spelling);

    assertThat(again.replayed()).isTrue();
    assertThat(again.snapshot().job().id()).isEqualTo(first.snapshot().job().id());
  }

  @Test
  void otherOptionsUnderTheSameKeyAreRefused() throws IOException {
    submit("{\"width\": 640}");

    assertThat(
            catchThrowableOfType(RequestException.class, () -> submit("{\"width\": 641}")).code())
        .isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH);
    assertThat(catchThrowableOfType(RequestException.class, () -> submit("{}")).code())
        .isEqualTo(ErrorCode.IDEMPOTENCY_MISMATCH);
  }

  /** SHA-256 of the SHA-256 of "photo", as builds without options computed it. */
  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void aRequestThatAsksForNothingHasTheFingerprintOfEarlierBuilds(String options)
      throws IOException {
    assertThat(submit(options).snapshot().job().request().fingerprint())
        .isEqualTo("5e46303248b1ae07d68b49160fe59377d4810b7f466206336f3a570709a18975");
  }

  @Test
  void aJsonBodyRepeatsAFormWithTheSameUrl() throws IOException {
    service.submitForm(
        field("url", "https://clips.example.org/clip.mp4") + field("options", "{\"width\": 9}"),
        KEY);

    Submitted again = service.submitJson("{" + URL + ", \"options\": {\"width\": 9}}", KEY);

    assertThat(again.replayed()).isTrue();
  }

  /** The form is cut off in the file, which a reader of the file would notice. */
  @Test
  void badOptionsBeforeTheFileAreRefusedBeforeTheFileIsRead() throws IOException {
    String form =
        field("options", "{\"width\": 0}")
            + "--b\r\nContent-Disposition: form-data; name=media; filename=a.jpg\r\n\r\nph";

    RequestException refused =
        catchThrowableOfType(RequestException.class, () -> service.submitForm(form, KEY));

    assertThat(refused.pointer()).isEqualTo("/options/width");
    assertThat(service.store.list(JobLocations.JOBS)).isEmpty();
  }

  @Test
  void optionsThatAreSentTwiceAreRefused() {
    String twice = field("options", "{\"width\": 1}").repeat(2);

    RequestException refused =
        catchThrowableOfType(RequestException.class, () -> service.submitForm(twice, KEY));

    assertThat(refused.pointer()).isEqualTo("/options");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      emptyValue = "",
      textBlock =
          """
          {}                                                        | /url           | The member url is missing
          {'url': 7}                                                | /url           | a text
          {'url': 'file:/etc/passwd'}                               | /url           | URL
          {'uploadId': 'x'}                                         | /uploadId      | no uploads
          {'url': 'https://clips.example.org/a', 'width': 3}                | /width         | no member named width
          {'url': 'https://clips.example.org/a', 'preset': null}            | /preset        | preset is null
          {'url': 'https://clips.example.org/a', 'options': '{}'}           | /options       | a JSON object
          {'url': 'https://clips.example.org/a', 'options': {'fit': 1}}     | /options/fit   | contain, cover, fill
          {'url': 'https://clips.example.org/a', 'options': {'fit': 'fill', 'fit': 'fill'}} | /options/fit | twice
          {'url': 'https://clips.example.org/a', 'metadata': {'a': 1}}      | /metadata/a    | in quotes
          {'url': 'https://clips.example.org/a', 'webhookUrl': 'https://clips.example.org/'} | /webhookUrl | no webhooks
          {'url': 'https://clips.example.org/a'                             | ""             | not valid JSON
          [1]                                                       | ""             | a JSON object
          """)
  void refusesEachMemberOfAJsonBodyWithItsPointer(String body, String pointer, String sentence) {
    RequestException refused = refusal(body.replace('\'', '"'));

    assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_INPUT);
    assertThat(refused.pointer()).isEqualTo(pointer);
    assertThat(refused).hasMessageContaining(sentence);
  }

  @Test
  void refusesAJsonBodyThatIsTooLong() {
    String padding = " ".repeat(300_000);

    assertThat(refusal("{" + padding + URL + "}")).hasMessageContaining("longer than 256 KiB");
  }

  private RequestException refusal(String body) {
    return catchThrowableOfType(
        RequestException.class, () -> service.submitJson(body, Optional.empty()));
  }

  private Submitted submit(String options) throws IOException {
    return service.submitForm(
        field("options", options)
            + "--b\r\nContent-Disposition: form-data; name=media; filename=a.jpg\r\n\r\nphoto\r\n",
        KEY);
  }

  private static String field(String name, String value) {
    return "--b\r\nContent-Disposition: form-data; name=" + name + "\r\n\r\n" + value + "\r\n";
  }
}
