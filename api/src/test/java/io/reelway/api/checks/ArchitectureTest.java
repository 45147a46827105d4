package io.reelway.api.checks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The allowed dependencies between packages and libraries. */
class ArchitectureTest {
  private static final String[] VOCABULARY = {
    "io.reelway.media..", "io.reelway.plan..", "io.reelway.job..", "io.reelway.stage.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.reelway");

  @Test
  void theVocabularyUsesNeitherSpringNorIo() {
    noClasses()
        .that()
        .resideInAnyPackage(VOCABULARY)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.springframework..",
            "java.io..",
            "java.nio..",
            "java.net.http..",
            "net.bramp..",
            "software.amazon..",
            "io.reelway.api..",
            "io.reelway.store..")
        .check(CLASSES);
  }

  @Test
  void workflowCodeUsesNoClockRandomnessThreadsOrIo() {
    noClasses()
        .that()
        .resideInAnyPackage("io.reelway.optimize..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio..", "java.util.concurrent..", "org.springframework..")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(LocalDate.class, "now")
        .orShould()
        .callMethod(LocalDateTime.class, "now")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Clock.class, Thread.class, java.util.Random.class)
        .check(CLASSES);
  }

  @Test
  void activitiesDoNotDependOnTheApi() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.reelway.api..", "io.reelway.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.reelway.api..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCatalogUsesSpringOutsideOfTheApi() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.reelway.api..", "io.reelway.cli..", "io.reelway.catalog.sql..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.springframework..")
        .check(CLASSES);
  }

  @Test
  void onlyTheCatalogUsesTheDatabase() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.reelway.catalog.sql..", "io.reelway.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "com.zaxxer..", "org.flywaydb..", "org.springframework.jdbc..")
        .check(CLASSES);
  }

  @Test
  void onlyTheFfmpegPackageStartsProcesses() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.reelway.ffmpeg..", "io.reelway.api.engine..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class)
        .check(CLASSES);
  }

  @Test
  void onlyTheFfmpegPackageUsesTheProgressParser() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.reelway.ffmpeg..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.bramp..")
        .check(CLASSES);
  }

  @Test
  void onlyTheS3AdapterUsesTheS3Sdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.reelway.store.s3..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(CLASSES);
  }

  @Test
  void theSdkDependsOnlyOnTheContract() {
    noClasses()
        .that()
        .resideInAPackage("io.reelway.sdk..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.reelway.api..", "io.reelway.job..", "io.temporal..", "org.springframework..")
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void packagesOfWorkflowsAndActivitiesHaveNoCycles() {
    slices().matching("io.reelway.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void packagesOfTheApiHaveNoCycles() {
    slices().matching("io.reelway.api.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
