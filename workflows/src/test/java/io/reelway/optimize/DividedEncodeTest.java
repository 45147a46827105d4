package io.reelway.optimize;

import static io.reelway.optimize.JobEnvironment.HOST_B;
import static io.reelway.optimize.JobEnvironment.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.reelway.job.JobSnapshot;
import io.reelway.job.JobState;
import io.reelway.stage.JoinStage.JoinRequest;
import io.reelway.stage.PartStage.EncodedPart;
import io.reelway.stage.PartStage.PartRequest;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.ActivityTaskScheduledEventAttributes;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The parts of a long video are encoded side by side and joined. */
@Execution(ExecutionMode.CONCURRENT)
class DividedEncodeTest {
  @RegisterExtension final JobEnvironment jobs = new JobEnvironment();

  @AfterEach
  void replays() throws Exception {
    jobs.replay();
  }

  @Test
  void encodesThePartsOfALongVideoAndJoinsThem() {
    jobs.stages.divide();

    JobSnapshot end = jobs.workflow.optimize(JOB);

    assertThat(end.state()).isInstanceOf(JobState.Done.class);
    assertThat(jobs.stages.calls)
        .startsWith("probe", "plan low-bandwidth", "cut video-webm-vp9")
        .endsWith(
            "join video-webm-vp9", "upload from " + HOST_B, "discard", "presign", "record done");
    assertThat(jobs.stages.calls.subList(3, 7))
        .containsExactlyInAnyOrder("part sound", "part 0", "part 1", "part 2");
    assertThat(jobs.stages.calls).hasSize(12);
  }

  @Test
  void joinsTheSegmentsInTheOrderOfTheVideoWithTheSound() {
    jobs.stages.divide();

    jobs.workflow.optimize(JOB);

    JoinRequest join = jobs.stages.parts.joins.getFirst();
    assertThat(join.segments()).extracting(EncodedPart::start).containsExactly(0.0, 10.0, 22.0);
    assertThat(join.cuts().segments()).hasSize(3);
    assertThat(join.sound()).isNotNull();
  }

  @Test
  void encodesNoSoundForAnOutputWithoutIt() {
    jobs.stages.divide();
    jobs.stages.planWithoutSound();

    jobs.workflow.optimize(JOB);

    assertThat(scheduledParts()).containsExactly("part 1", "part 0", "part 2");
    assertThat(jobs.stages.parts.joins.getFirst().sound()).isNull();
  }

  @Test
  void startsTheSoundFirstAndThenTheLongestSegment() {
    jobs.stages.divide();

    jobs.workflow.optimize(JOB);

    assertThat(scheduledParts()).containsExactly("part sound", "part 1", "part 0", "part 2");
  }

  @Test
  void theSharesOfAllPartsAreTheWholeAndFollowTheirLengths() {
    jobs.stages.divide();

    jobs.workflow.optimize(JOB);

    List<Double> shares =
        jobs.scheduled("EncodePart").stream().map(part -> argument(part).share()).toList();
    assertThat(shares.stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1, within(1e-9));
    assertThat(shares.get(1) / shares.get(3)).isCloseTo(12.0 / 8, within(1e-9));
  }

  @Test
  void schedulesAtMost64PartsAtOnce() {
    jobs.stages.divide();
    jobs.stages.parts.cutInto(lengths(150));

    jobs.workflow.optimize(JOB);

    assertThat(scheduledParts()).hasSize(151).doesNotHaveDuplicates();
    assertThat(mostScheduledAtOnce()).isEqualTo(64);
  }

  @Test
  void theFirstPartsOfAVideoGoBeforeTheLaterPartsOfOthers() {
    jobs.stages.divide();
    jobs.stages.parts.cutInto(lengths(50));

    jobs.workflow.optimize(JOB);

    List<Integer> priorities =
        jobs.scheduled("EncodePart").stream()
            .map(part -> part.getPriority().getPriorityKey())
            .toList();
    assertThat(priorities.subList(0, 4)).containsOnly(3);
    assertThat(priorities.subList(4, 40)).containsOnly(4);
    assertThat(priorities.subList(40, 51)).containsOnly(5);
  }

  @Test
  void encodesFurtherRenditionsBesideTheParts() {
    jobs.stages.divide();
    jobs.stages.planFurther("poster");

    JobSnapshot end = jobs.workflow.optimize(JOB);

    assertThat(((JobState.Done) end.state()).artifacts()).hasSize(2);
    assertThat(jobs.stages.calls).filteredOn("discard"::equals).hasSize(1);
  }

  private static double[] lengths(int count) {
    return Stream.iterate(count, length -> length - 1)
        .limit(count)
        .mapToDouble(length -> 10 + length / 1000.0)
        .toArray();
  }

  private List<String> scheduledParts() {
    return jobs.scheduled("EncodePart").stream()
        .map(part -> FakeParts.call(argument(part)))
        .toList();
  }

  private static PartRequest argument(ActivityTaskScheduledEventAttributes part) {
    Payload payload = part.getInput().getPayloads(0);
    return DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
        payload, PartRequest.class, PartRequest.class);
  }

  private int mostScheduledAtOnce() {
    int scheduled = 0;
    int most = 0;
    for (HistoryEvent event : jobs.history().getEvents()) {
      if (event.hasActivityTaskScheduledEventAttributes()) {
        most = Math.max(most, ++scheduled);
      } else if (event.hasActivityTaskCompletedEventAttributes()) {
        scheduled--;
      }
    }
    return most;
  }
}
