package org.ostraka.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way dependencies point, and why. */
final class ArchitectureTest {
  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.ostraka");

  private static final List<String> BALLOT_EDGES =
      List.of(
          "org.ostraka.ballot.raft..",
          "org.ostraka.ballot.store..",
          "org.ostraka.ballot.fuse..",
          "org.ostraka.ballot.web..");

  @Test
  void baseKnowsNoCapability() {
    noClasses()
        .that()
        .resideInAPackage("org.ostraka.base..")
        .should()
        .dependOnClassesThat(isOurs("org.ostraka.base.."))
        .because("a type enters base when several capabilities use it, so it can know none of them")
        .check(OURS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"org.ostraka.ballot..", "org.ostraka.swarm..", "org.ostraka.sync.."})
  void capabilitiesKnowNeitherEachOtherNorTheApp(String capability) {
    noClasses()
        .that()
        .resideInAPackage(capability)
        .should()
        .dependOnClassesThat(isOurs("org.ostraka.base..", "org.ostraka.web..", capability))
        .because("each capability can be read, tested and removed alone; app plugs them together")
        .allowEmptyShould(true)
        .check(OURS);
  }

  @Test
  void theHttpsServerKnowsNoCapability() {
    noClasses()
        .that()
        .resideInAPackage("org.ostraka.web..")
        .should()
        .dependOnClassesThat(isOurs("org.ostraka.base..", "org.ostraka.web.."))
        .because("all interfaces stand on it: what one of them needs alone is kept there")
        .check(OURS);
  }

  @Test
  void simulationStaysOutOfTheProgram() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.ostraka.sim..", "org.ostraka.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.ostraka.sim..")
        .because("a program that can simulate its disk can also run on a disk that does not exist")
        .check(OURS);
  }

  @Test
  void nothingDependsOnTheApp() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.ostraka.app..", "org.ostraka.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.ostraka.app..")
        .because("app is the wiring: whoever needed it could not be wired")
        .check(OURS);
  }

  @ParameterizedTest
  @CsvSource({
    "org.apache.ratis.., org.ostraka.ballot.raft..",
    "org.rocksdb.., org.ostraka.ballot.store..",
    "org.cryptomator.jfuse.., org.ostraka.ballot.fuse..",
    "io.helidon.webserver.., org.ostraka.web..",
    "org.bouncycastle.., org.ostraka.base.identity..",
    "org.tmatesoft.., org.ostraka.sync.history..",
    "com.github.luben.zstd.., org.ostraka.sync.chunk..",
    "picocli.., org.ostraka.app.."
  })
  void eachLibraryHasOneUser(String library, String user) {
    noClasses()
        .that()
        .resideOutsideOfPackages(user, "org.ostraka.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .because("a library that one package hides can be replaced without asking the others")
        .check(OURS);
  }

  @Test
  void tablesAreReadAndWrittenInTheirOwnRoomsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.ostraka.sync.account..",
            "org.ostraka.sync.durable..",
            "org.ostraka.sync.index..",
            "org.ostraka.bench..")
        .and()
        .haveNameNotMatching("org\\.ostraka\\.sync\\.(hub\\.Journal|history\\.CommittedTree).*")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "org.sqlite..", "org.jdbi..")
        .because("whoever works with users, nodes or records shall not know that they are rows")
        .check(OURS);
  }

  /** The packages of sync, and those of them that each may know. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''       | ''",
        ".durable | ''",
        ".chunk   | .durable",
        ".account | .durable",
        ".history | ''",
        ".hub     | .account .chunk .durable .history",
        ".desk    | ''",
        ".index   | .desk",
        ".web     | .account .chunk .desk .history .hub",
        ".home    | .desk .durable .index .web",
      })
  void roomsOfSyncKnowOnlyWhatTheyStandOn(String room, String known) {
    String sync = "org.ostraka.sync";
    Set<String> allowed =
        Stream.concat(Stream.of("", room), Stream.of(known.split(" ", -1)))
            .map(sync::concat)
            .collect(Collectors.toSet());
    noClasses()
        .that()
        .resideInAPackage(sync + room)
        .should()
        .dependOnClassesThat(
            resideInAPackage(sync + "..")
                .and(
                    DescribedPredicate.describe(
                        "outside of " + allowed, it -> !allowed.contains(it.getPackageName()))))
        .because("history, desk and accounts are built and tested each alone; the hub joins them")
        .check(OURS);
  }

  @Test
  void helidonIsSeenByTheInterfacesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.ostraka..web..", "org.ostraka.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.helidon..")
        .because("what requests and answers look like is known where they are served, only")
        .check(OURS);
  }

  @Test
  void edgesOfTheBallotDoNotKnowEachOther() {
    for (String edge : BALLOT_EDGES) {
      String[] others =
          BALLOT_EDGES.stream().filter(other -> !other.equals(edge)).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(edge)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .because("edges meet in the server, which knows ports; else one's trouble is another's")
          .allowEmptyShould(true)
          .check(OURS);
    }
  }

  @Test
  void theServerKnowsPortsAndNoEdge() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.ostraka.ballot", "org.ostraka.ballot.box..", "org.ostraka.ballot.server..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(BALLOT_EDGES.toArray(String[]::new))
        .because("the same server runs on the simulated log and on the real one")
        .check(OURS);
  }

  @Test
  void valuesKnowNeitherBoxNorServer() {
    noClasses()
        .that()
        .resideInAPackage("org.ostraka.ballot")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.ostraka.ballot.box..", "org.ostraka.ballot.server..")
        .because("voting processes need the values alone")
        .check(OURS);
  }

  @Test
  void theBoxDecidesAndDoesNothingElse() {
    Set<String> pure =
        Set.of(
            "BallotBox", "ElectionBox", "Elections", "Judge", "Proceedings", "Registrar", "Roll");
    ArchRule rule =
        noClasses()
            .that(
                resideInAPackage("org.ostraka.ballot.box..")
                    .and(
                        DescribedPredicate.describe(
                            "decide", it -> pure.contains(it.getSimpleName()))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.util.concurrent..", "java.nio.file..", "java.nio.channels..", "java.net..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.Thread")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.InstantSource")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.time.Clock")
            .because(
                "every server must decide alike: from the log alone, never from its clock, its"
                    + " disk or the order of its threads");
    rule.check(OURS);
    assertThat(OURS.stream().map(JavaClass::getSimpleName).filter(pure::contains))
        .as("the names above are still those of classes")
        .containsAll(pure);
  }

  @Test
  void clocksAreHandedInWhereDecisionsDependOnThem() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.ostraka.ballot", "org.ostraka.ballot.box..", "org.ostraka.ballot.server..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(java.time.InstantSource.class, "system")
        .because("a simulated run has its own time, and a fault found once must be found again")
        .check(OURS);
  }

  @Test
  void everyPackageIsCheckedForNull() {
    Set<String> checked =
        OURS.stream()
            .filter(it -> it.getSimpleName().equals("package-info"))
            .filter(annotatedWith("org.jspecify.annotations.NullMarked"))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toSet());
    assertThat(OURS.stream().map(JavaClass::getPackageName))
        .as("packages with code are @NullMarked, so that the compiler knows what may be null")
        .allMatch(checked::contains);
  }

  private static DescribedPredicate<JavaClass> isOurs(String... except) {
    return resideInAPackage("org.ostraka..")
        .and(DescribedPredicate.not(resideInAnyPackage(except)));
  }
}
