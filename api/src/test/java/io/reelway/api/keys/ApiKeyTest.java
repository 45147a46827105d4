package io.reelway.api.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reelway.store.Sha256;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms of keys in the settings, and the keys that they accept. */
class ApiKeyTest {
  @ParameterizedTest
  @CsvSource({
    "alice:s3cret-of-alice,  s3cret-of-alice",
    "a.b_c-9:with:colons:in, with:colons:in",
    "'  alice:trimmed  ',    trimmed",
    "no-name-at-all,         no-name-at-all",
  })
  void acceptsAKeyGivenInPlain(String written, String key) {
    assertThat(keys(written).caller(key)).isPresent();
  }

  @Test
  void acceptsAKeyGivenAsItsHash() {
    String hash = HexFormat.of().formatHex(Sha256.of("s3cret"));

    assertThat(keys("alice:sha256:" + hash).caller("s3cret")).isPresent();
    assertThat(keys("alice:sha256:" + hash).caller(hash)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3cre", "s3cret ", "S3CRET", "alice:s3cret", "alice"})
  void rejectsAnyOtherKey(String presented) {
    assertThat(keys("alice:s3cret").caller(presented)).isEmpty();
  }

  @Test
  void keysWithTheSameNameHaveOneOwner() {
    ApiKeys keys = keys("alice:old", "alice:new", "bob:other");

    assertThat(keys.caller("old")).isEqualTo(keys.caller("new"));
    assertThat(keys.caller("old")).isNotEqualTo(keys.caller("other"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "alice:", ":s3cret-x", "al ice:s3cret-x", "ä:s3cret-x"})
  void refusesAnInvalidKeyWithoutPrintingIt(String written) {
    assertThatThrownBy(() -> ApiKey.valueOf(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("reelway.keys ")
        .message()
        .doesNotContain("s3cret-x");
  }

  @Test
  void doesNotPrintTheKey() {
    assertThat(ApiKey.valueOf("alice:s3cret")).hasToString("ApiKey[alice]");
    assertThat(keys("s3cret").caller("s3cret").orElseThrow().owner()).doesNotContain("s3cret");
  }

  private static ApiKeys keys(String... written) {
    return new ApiKeys(List.of(written).stream().map(ApiKey::valueOf).toList());
  }
}
