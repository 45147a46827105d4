package io.reelway.optimize;

import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Histories of jobs as earlier versions of the workflow wrote them, one folder a version. A running
 * job must go on with a new version from wherever its history stands, so every one of these has to
 * replay for as long as jobs of its version may run.
 *
 * <p>A version is added with {@code ./mvnw test -pl workflows
 * -Dtest=MediaJobWorkflowTest,EarlyEncodeTest,WebhookStartTest,WebhookWorkflowTest,Divided*Test
 * -Dreelway.record-histories=0.2}; see "Changing the workflow" in docs/operations.md.
 */
final class SavedHistories {
  private static final Path FOLDER = Path.of("src/test/resources/histories");
  private static final String VERSION = System.getProperty("reelway.record-histories", "");

  /** The recorded tests. Each takes a different path through the workflow. */
  private static final Set<String> STORIES =
      Set.of(
          "walksFromProbeToRecord",
          "makesASmallImageInTheStageThatProbesIt",
          "uploadsAnEarlyOutputThatTheProbeCouldNotStore",
          "encodesAgainWhenTheHostOfAnEarlyOutputIsGone",
          "fetchesASourceThatIsNamedByItsUrlFirst",
          "triesTheNextStrategyWhenOneCannotEncode",
          "failsWhenNoStrategyCanEncode",
          "doesNotTryAnotherStrategyAfterATimeout",
          "encodesAgainElsewhereWhenTheHostIsGone",
          "encodesAgainWhenTheHostHasLostTheFile",
          "recordsACancelledJobAfterItsEncoderHasStopped",
          "beginsToTellTheClientAfterItHasRecordedTheEnd",
          "beginsToTellTheClientOfAJobThatWasCancelled",
          "callsAgainForThreeDaysWithLongerAndLongerPausesAndThenGivesUp",
          "erasesARunningJobAfterItsEncoderHasStoppedAndRecordsNothing",
          "encodesThePartsOfALongVideoAndJoinsThem",
          "aLostWorkerRepeatsOnlyItsPart",
          "encodesAVideoWholeWhenItsPartsAreNotAsPlanned",
          "recordsACancelledJobAfterAllItsPartsHaveStopped");

  private SavedHistories() {}

  static boolean isRecording(String test) {
    return !VERSION.isEmpty() && STORIES.contains(test);
  }

  static void save(String test, WorkflowExecutionHistory history) throws IOException {
    Path folder = Files.createDirectories(FOLDER.resolve(VERSION));
    Files.writeString(folder.resolve(test + ".json"), history.toJson(true));
  }

  /** The saved histories of all versions. */
  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
