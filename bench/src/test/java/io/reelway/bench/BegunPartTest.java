package io.reelway.bench;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The parts that workers have encoded twice, according to their logs. */
class BegunPartTest {
  @Test
  void aPartThatTwoLivesHaveBegunWasLostByTheFirst() {
    List<BegunPart> begun =
        Stream.of(
                line("05", "encodepart", "a", "-ss 9.2 -i file:/one/source file:/one/part", "0/1"),
                line("06", "encodepart", "a", "-ss 17 -i file:/one/source file:/one/part", "1/1"),
                line("09", "encodepart", "a", "-ss 9.2 -i file:/two/source file:/two/part", "1/1"))
            .flatMap(List::stream)
            .toList();

    assertThat(BegunPart.repeated(begun)).containsOnly(entry("0/1", 1));
  }

  @Test
  void equalPartsOfTwoJobsAreNoRepetition() {
    List<BegunPart> begun =
        Stream.of(
                line("05", "encodepart", "a", "-ss 9.2 -i file:/one/source", "0/1"),
                line("06", "encodepart", "b", "-ss 9.2 -i file:/two/source", "0/1"))
            .flatMap(List::stream)
            .toList();

    assertThat(begun).hasSize(2);
    assertThat(BegunPart.repeated(begun)).isEmpty();
  }

  @Test
  void otherProgramsAndStagesAreNoParts() {
    assertThat(line("05", "encode", "a", "-i file:/one/source", "0/1")).isEmpty();
    assertThat(
            BegunPart.of(
                "2026-11-30T10:31:05.169Z DEBUG job=a stage=encodepart Running /bin/ffprobe -v",
                ""))
        .isEmpty();
  }

  private static List<BegunPart> line(
      String second, String stage, String job, String arguments, String life) {
    return BegunPart.of(
        "2026-11-30T10:31:%s.169Z DEBUG 17 --- [reelway] job=%s stage=%s io.reelway.ToolRun : "
                .formatted(second, job, stage)
            + "Running /usr/bin/nice /cache/ffmpeg -y "
            + arguments,
        life);
  }
}
