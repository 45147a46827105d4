package io.reelway.api.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.reelway.api.options.OptionsReader;
import io.reelway.catalog.Jobs;
import io.reelway.job.AcceptedJob;
import io.reelway.job.Artifact;
import io.reelway.job.ArtifactFacts;
import io.reelway.job.ArtifactFile;
import io.reelway.job.ErrorCode;
import io.reelway.job.FailedOutput;
import io.reelway.job.JobError;
import io.reelway.job.JobLabels;
import io.reelway.job.JobRequest;
import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.plan.Effort;
import io.reelway.plan.MediaType;
import io.reelway.plan.QualityMetric;
import io.reelway.plan.QualityScore;
import io.reelway.plan.QualityTarget;
import io.reelway.plan.StrategyId;
import io.reelway.spec.AudioChoice;
import io.reelway.spec.JobOptions;
import io.reelway.spec.OutputRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a poll shows of options and further outputs. */
class OutputBodyTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final OutputRequest POSTER =
      new OutputRequest("poster", "image", JobOptions.NONE, 2.0);
  private static final OutputRequest SOUND =
      new OutputRequest("sound", "audio", JobOptions.NONE, null);

  @Test
  void aJobWithoutOptionsShowsWhatItsPresetMeans() {
    JobSnapshot plain = JobSnapshot.accepted(Jobs.job("", Jobs.NOON));

    JsonNode shown = shown(plain, JobLinks.NONE);

    assertThat(shown.get("effectiveOptions"))
        .isEqualTo(
            json(
                "{'audio':'keep','width':1400,'fit':'contain','maxFrameRate':60,'quality':82,"
                    + "'effort':'balanced'}"));
    assertThat(shown.has("outputs")).isFalse();
  }

  @Test
  void optionsAreShownInTheFormOfARequest() {
    JobOptions asked =
        new JobOptions(
            List.of("webm"),
            "vp9",
            null,
            AudioChoice.NONE,
            null,
            720,
            null,
            29.97,
            10.0,
            0.5,
            70,
            null,
            1_000_000L,
            Effort.THOROUGH,
            List.of(POSTER));

    assertThat(shown(JobSnapshot.accepted(job(asked)), JobLinks.NONE).get("effectiveOptions"))
        .isEqualTo(
            json(
                "{'format':'webm','videoCodec':'vp9','audio':'none','height':720,'fit':'contain',"
                    + "'maxFrameRate':29.97,'start':10,'duration':0.5,'quality':70,"
                    + "'maxBytes':1000000,'effort':'thorough',"
                    + "'outputs':[{'name':'poster','type':'image','at':2}]}"));
  }

  @Test
  void soundAloneShowsNothingOfAPicture() {
    JobOptions asked = JobOptions.NONE.withAudio(AudioChoice.ONLY);

    assertThat(shown(JobSnapshot.accepted(job(asked)), JobLinks.NONE).get("effectiveOptions"))
        .isEqualTo(json("{'audio':'only'}"));
  }

  @Test
  void outputsHaveTheStatusOfTheirJobWhileItIsOpen() {
    JobSnapshot open = JobSnapshot.accepted(job(List.of(POSTER, SOUND)));

    assertThat(shown(open, JobLinks.NONE).get("outputs"))
        .isEqualTo(
            json(
                "[{'name':'poster','type':'image','status':'pending'},"
                    + "{'name':'sound','type':'audio','status':'pending'}]"));
  }

  @Test
  void anOutputThatWasMadeHasItsFactsAndALink() {
    JsonNode outputs =
        shown(ended(), new JobLinks("https://e.org/", Map.of("poster", "https://e.org/poster")))
            .get("outputs");

    assertThat(outputs.get(0))
        .isEqualTo(
            json(
                "{'name':'poster','type':'image','status':'done','strategy':'image-webp',"
                    + "'contentType':'image/webp','filename':'clip.webp','bytes':77,'width':720,"
                    + "'height':404,'sha256':'def','downloadUrl':'https://e.org/poster'}"));
  }

  @Test
  void aMeasuredQualityIsShown() {
    QualityTarget target = new QualityTarget(QualityMetric.XPSNR, 40, null);

    JsonNode body = shown(ended(target.score(39.7449)), JobLinks.NONE);

    assertThat(body.at("/outputs/0/quality"))
        .isEqualTo(json("{'metric':'xpsnr','score':39.74,'targetReached':true}"));
    assertThat(shown(ended(), JobLinks.NONE).toString()).doesNotContain("metric");
  }

  @Test
  void aQualityTargetIsShownInTheFormOfARequest() {
    JobOptions asked =
        OptionsReader.read("{\"quality\": {\"metric\": \"ssim\", \"target\": 0.98}}").options();

    assertThat(
            shown(JobSnapshot.accepted(job(asked)), JobLinks.NONE).at("/effectiveOptions/quality"))
        .isEqualTo(json("{'metric':'ssim','target':0.98}"));
  }

  @Test
  void anOutputThatCouldNotBeMadeHasItsReason() {
    assertThat(shown(ended(), JobLinks.NONE).get("outputs").get(1))
        .isEqualTo(
            json(
                "{'name':'sound','type':'audio','status':'failed',"
                    + "'error':{'message':'There is none.','code':'invalid-input'}}"));
  }

  @Test
  void outputsOfAFailedJobHaveFailedWithIt() {
    JobSnapshot failed = Jobs.failed(job(List.of(POSTER)), Jobs.NOON, ErrorCode.PROBE_FAILED);

    assertThat(shown(failed, JobLinks.NONE).at("/outputs/0/error/code").asString())
        .isEqualTo("probe-failed");
  }

  @Test
  void theSmallestSizeIsShownOfAJobThatDoesNotFit() {
    JobError error = new JobError("cannot-fit", "It does not fit.", 4100L);
    JobSnapshot failed =
        JobSnapshot.accepted(job(List.of()))
            .withState(new JobState.Failed(Jobs.NOON, error), Jobs.NOON);

    assertThat(shown(failed, JobLinks.NONE).at("/error/smallestBytes").asLong()).isEqualTo(4100);
  }

  private static JobSnapshot ended() {
    return ended(null);
  }

  private static JobSnapshot ended(@Nullable QualityScore quality) {
    AcceptedJob job = job(List.of(POSTER, SOUND));
    JobSnapshot done = Jobs.done(job, Jobs.NOON, 500);
    JobState.Done state = (JobState.Done) done.state();
    Artifact poster =
        new Artifact(
            "poster",
            new StrategyId("image-webp"),
            List.of(new ArtifactFile("key", "clip.webp", new MediaType("image/webp"), 77, "def")),
            new ArtifactFacts(720, 404, null, Duration.ofSeconds(1), quality));
    return done.withState(
        new JobState.Done(
            Jobs.NOON,
            state.probe(),
            List.of(state.main(), poster),
            null,
            List.of(
                new FailedOutput("sound", JobError.of(ErrorCode.INVALID_INPUT, "There is none.")))),
        Jobs.NOON);
  }

  private static AcceptedJob job(List<OutputRequest> outputs) {
    return job(
        new JobOptions(
            List.of(), null, null, null, null, null, null, null, null, null, null, null, null, null,
            outputs));
  }

  private static AcceptedJob job(JobOptions options) {
    AcceptedJob plain = Jobs.job("", Jobs.NOON);
    return new AcceptedJob(
        plain.id(),
        plain.owner(),
        plain.source(),
        plain.preset(),
        plain.createdAt(),
        new JobRequest("", "", null, JobLabels.NONE, options),
        List.of());
  }

  private static JsonNode shown(JobSnapshot snapshot, JobLinks links) {
    return JSON.readTree(
        JSON.writeValueAsString(JobBody.of(JobView.stored(snapshot, null), links)));
  }

  private static JsonNode json(String text) {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
