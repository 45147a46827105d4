package io.reelway.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reelway.sdk.FakeServer.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
  private static final Options ALL =
      Options.builder()
          .format("mp4", "webm")
          .videoCodec("av1")
          .audioCodec("opus")
          .audio("keep")
          .width(1280)
          .height(720)
          .fit("cover")
          .maxFrameRate(29.97)
          .start(Duration.ofMillis(3200))
          .duration(Duration.ofSeconds(15))
          .quality(75)
          .maxBytes(10_000_000)
          .effort("fast")
          .image("poster", Options.builder().at(Duration.ofSeconds(2)).width(320).build())
          .audio("sound", Options.NONE)
          .video("small", Options.builder().height(360).build())
          .build();

  @TempDir private Path folder;

  @Test
  void writesEveryMember() {
    assertThat(ALL.json())
        .isEqualTo(
            ("{'audio':'keep','audioCodec':'opus','duration':15,'effort':'fast','fit':'cover',"
                    + "'format':['mp4','webm'],'height':720,'maxBytes':10000000,"
                    + "'maxFrameRate':29.97,"
                    + "'outputs':[{'at':2,'name':'poster','type':'image','width':320},"
                    + "{'name':'sound','type':'audio'},"
                    + "{'height':360,'name':'small','type':'video'}],"
                    + "'quality':75,'start':3.2,'videoCodec':'av1','width':1280}")
                .replace('\'', '"'));
  }

  @Test
  void writesAndReadsAQualityTarget() {
    Options options = Options.builder().quality("xpsnr", 40, 38.5).build();

    assertThat(options.json())
        .isEqualTo("{'quality':{'metric':'xpsnr','min':38.5,'target':40}}".replace('\'', '"'));
    assertThat(Options.parse(options.json())).isEqualTo(options);
    assertThat(options.qualityTarget())
        .hasValue(new QualityTarget("xpsnr", 40, OptionalDouble.of(38.5)));
    assertThat(options.quality()).isEmpty();
    assertThat(Options.builder().quality("ssim", 0.98).build().qualityTarget())
        .hasValue(new QualityTarget("ssim", 0.98, OptionalDouble.empty()));
    assertThat(ALL.qualityTarget()).isEmpty();
  }

  @Test
  void writesAnimationsStreamsAndStoryboards() {
    Options options =
        Options.builder()
            .animation("preview", Options.builder().duration(Duration.ofSeconds(3)).build())
            .hls(
                "stream",
                Options.builder().segment(Duration.ofSeconds(6)).renditions(720, 360).build())
            .storyboard("times", Options.builder().interval(Duration.ofSeconds(5)).build())
            .build();

    assertThat(options.json())
        .isEqualTo(
            ("{'outputs':[{'duration':3,'name':'preview','type':'animation'},"
                    + "{'name':'stream','renditions':[{'height':720},{'height':360}],"
                    + "'segmentSec':6,'type':'hls'},"
                    + "{'intervalSec':5,'name':'times','type':'storyboard'}]}")
                .replace('\'', '"'));
  }

  @Test
  void doesNotFetchAStreamAsAFile() throws IOException {
    String stream =
        Jobs.withOutputs(4, "abc")
            .replace(
                "\"sha256\": \"abc\",",
                "\"sha256\": \"abc\", \"files\": [{\"path\": \"720p.m3u8\"}],");
    try (FakeServer server = new FakeServer()) {
      server.on("GET " + Jobs.ROUTE, Reply.json(200, stream));

      assertThat(codeOf(server.client().build(), "poster", folder.resolve("poster.m3u8")))
          .isEqualTo("several-files");
    }
  }

  @Test
  void readsWhatItWrites() {
    Options read = Options.parse(ALL.json());

    assertThat(read).isEqualTo(ALL).hasSameHashCodeAs(ALL);
    assertThat(read.format()).containsExactly("mp4", "webm");
    assertThat(read.videoCodec()).contains("av1");
    assertThat(read.audioCodec()).contains("opus");
    assertThat(read.audio()).contains("keep");
    assertThat(read.width()).hasValue(1280);
    assertThat(read.height()).hasValue(720);
    assertThat(read.fit()).contains("cover");
    assertThat(read.maxFrameRate()).hasValue(29.97);
    assertThat(read.start()).contains(Duration.ofMillis(3200));
    assertThat(read.duration()).contains(Duration.ofSeconds(15));
    assertThat(read.quality()).hasValue(75);
    assertThat(read.maxBytes()).hasValue(10_000_000);
    assertThat(read.effort()).contains("fast");
  }

  @Test
  void keepsMembersOfANewerServer() {
    assertThat(Options.parse("{\"colour\": {\"a\": [1, null]}, \"format\": \"webm\"}").json())
        .isEqualTo("{\"colour\":{\"a\":[1,null]},\"format\":\"webm\"}");
  }

  @Test
  void aBuilderDoesNotChangeWhatItBeganWith() {
    Options wide = Options.builder().width(1).build();

    Options both = wide.toBuilder().height(2).build();

    assertThat(both.json()).isEqualTo("{\"height\":2,\"width\":1}");
    assertThat(wide.json()).isEqualTo("{\"width\":1}");
    assertThat(Options.builder().build()).isEqualTo(Options.NONE);
  }

  @Test
  void refusesTextThatIsNoObject() {
    assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("[1]"));
  }

  @Test
  void readsTheOutputsOfAJob() {
    Job job = Job.of(JsonObject.parse(Jobs.withOutputs(77, "def")).orElseThrow());

    assertThat(job.effectiveOptions())
        .isEqualTo(Options.builder().width(1400).format("webm").build());
    assertThat(job.outputs()).extracting(Output::name).isEqualTo(List.of("poster", "sound"));
    assertThat(job.output("poster").orElseThrow().file().orElseThrow().bytes()).isEqualTo(77);
    assertThat(job.output("sound").orElseThrow().error())
        .contains(new JobError("cannot-fit", "A sentence.", OptionalLong.of(9)));
    assertThat(job.output("none")).isEmpty();
  }

  @Test
  void fetchesAnOutputByItsNameAndVerifiesIt() throws IOException {
    String sum = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    try (FakeServer server = new FakeServer()) {
      server
          .on("GET " + Jobs.ROUTE, Reply.json(200, Jobs.withOutputs(4, sum)))
          .on("GET " + Jobs.ROUTE + "/download/poster", Reply.json(200, "test"));
      ReelwayClient client = server.client().build();
      Path target = folder.resolve("poster.webp");

      Output output = client.download(Jobs.ID, "poster", target);

      assertThat(output.file().orElseThrow().filename()).isEqualTo("clip.webp");
      assertThat(target).hasContent("test");
      assertThat(codeOf(client, "sound", target)).isEqualTo("cannot-fit");
      assertThat(codeOf(client, "none", target)).isEqualTo("not-found");
    }
  }

  private static String codeOf(ReelwayClient client, String output, Path target) {
    return RetryTest.failureOf(() -> client.download(Jobs.ID, output, target)).code();
  }
}
