package io.reelway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What the options of a request do to those of its preset. */
class JobOptionsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @ParameterizedTest(name = "{1} over {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {}                                       | {'quality':70}     | {'quality':70}
          {'quality':70}                           | {}                 | {'quality':70}
          {'quality':70}                           | {'quality':60}     | {'quality':60}
          {'effort':'fast'}                        | {'effort':'thorough'} | {'effort':'thorough'}
          {'maxBytes':9,'start':1,'duration':2}    | {'start':3}        | {'start':3.0,'duration':2.0,'maxBytes':9}
          {'width':10,'height':20}                 | {'width':5}        | {'width':5}
          {'width':10,'height':20,'fit':'cover'}   | {'width':5}        | {'width':5}
          {'width':10,'height':20,'fit':'cover'}   | {'width':5,'height':6} | {'width':5,'height':6,'fit':'cover'}
          {'format':['mp4'],'videoCodec':'av1','audioCodec':'opus'} | {'format':['webp']} | {'format':['webp']}
          {'format':['mp4']}                       | {'videoCodec':'av1'} | {'format':['mp4'],'videoCodec':'av1'}
          {'format':['mp4'],'width':9,'fit':'contain','maxFrameRate':9} | {'audio':'only'} | {'audio':'only'}
          {'audio':'only','format':['m4a']}        | {'audio':'only'}   | {'format':['m4a'],'audio':'only'}
          {'audio':'only','format':['m4a']}        | {'audio':'keep'}   | {'audio':'keep'}
          {'audio':'only','format':['m4a']}        | {'format':['mp4']} | {'format':['mp4']}
          {'audio':'none'}                         | {'format':['mp4']} | {'format':['mp4'],'audio':'none'}
          {'audioCodec':'opus'}                    | {'audio':'none'}   | {'audio':'none'}
          """)
  void aRequestReplacesTheMembersOfItsPreset(String preset, String request, String result) {
    assertThat(JSON.readTree(JSON.writeValueAsString(read(request).over(read(preset)))))
        .isEqualTo(JSON.readTree(result.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {'outputs':[{'name':'a','type':'image'}]} | {}                                        | a
          {'outputs':[{'name':'a','type':'image'}]} | {'outputs':[{'name':'b','type':'image'}]} | b
          """)
  void furtherOutputsOfARequestReplaceThoseOfItsPreset(String preset, String request, String name) {
    assertThat(read(request).over(read(preset)).outputs())
        .extracting(OutputRequest::name)
        .containsExactly(name);
  }

  private static JobOptions read(String json) {
    return JSON.readValue(json.replace('\'', '"'), JobOptions.class);
  }
}
