// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaParameterizedType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import io.xfootprint.ledger.Route;
import io.xfootprint.ledger.Totals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layers, homes and habits of the code. */
class ArchitectureTest {

  private static final String ROOT = "io.xfootprint";

  /** A package imports only what stands to its left. */
  private static final List<List<String>> LAYERS =
      Stream.of(
              "units data",
              "meter powermeter host grid upstream",
              "process handoff",
              "model",
              "ledger settings",
              "regression advice",
              "io.xfootprint log database live",
              "store",
              "reading",
              "report jmx micrometer opentelemetry header route tenant body httpclient okhttp apache"
                  + " jettyclient",
              "servlet jaxrs",
              "spring test")
          .map(layer -> Stream.of(layer.split(" ")).map(ArchitectureTest::packageOf).toList())
          .toList();

  private static final int MAX_LINES = 400;
  private static final String SESSION = "io.xfootprint.database.Transaction";
  private static final String SCHEMA = "io.xfootprint.database.Schema";
  private static final Set<String> MADE_FOR_RECORDS = Set.of("equals", "hashCode", "toString");

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.xfootprint");

  @Test
  void letsPackagesImportOnlyWhatStandsToTheirLeft() {
    for (int i = 0; i < LAYERS.size(); i++) {
      List<String> notToItsLeft =
          LAYERS.subList(i, LAYERS.size()).stream().flatMap(List::stream).toList();
      for (String each : LAYERS.get(i)) {
        noClasses()
            .that()
            .resideInAPackage(each)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                notToItsLeft.stream().filter(other -> !other.equals(each)).toArray(String[]::new))
            .check(MAIN);
      }
    }
  }

  @Test
  void knowsTheLayerOfEveryPackage() {
    assertEquals(
        MAIN.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()),
        LAYERS.stream().flatMap(List::stream).collect(Collectors.toSet()));
  }

  @Test
  void drawsTheLayersInTheDocOfTheRoot() throws IOException {
    String doc = Files.readString(Path.of("src/main/java/io/xfootprint/package-info.java"));
    Matcher drawing =
        Pattern.compile("units, data <-[^}]*").matcher(doc.replaceAll("\\s*\\n \\*\\s*", " "));
    assertTrue(drawing.find());
    assertEquals(
        LAYERS,
        Stream.of(drawing.group().strip().split(" <- "))
            .map(layer -> Stream.of(layer.split(", ")).map(ArchitectureTest::packageOf).toList())
            .toList());
  }

  private static String packageOf(String name) {
    return name.equals(ROOT) ? ROOT : ROOT + "." + name;
  }

  @Test
  void hasNoCycles() {
    slices().matching("io.xfootprint.(**)").should().beFreeOfCycles().check(MAIN);
  }

  /** The columns: what is foreign; the packages that may use it, divided by blanks. */
  @ParameterizedTest
  @CsvSource({
    "java.lang.management.., io.xfootprint.meter io.xfootprint.process io.xfootprint.jmx",
    "javax.management.., io.xfootprint.jmx",
    "oshi.., io.xfootprint.host",
    "de.siegmar.fastcsv.., io.xfootprint.data",
    "java.sql.., io.xfootprint.database io.xfootprint.store",
    "javax.sql.., io.xfootprint.database",
    "javax.naming.., io.xfootprint.database",
    "com.fasterxml.jackson.., io.xfootprint.report io.xfootprint.live io.xfootprint.test",
    "com.samskivert.mustache.., io.xfootprint.report",
    "io.micrometer.., io.xfootprint.micrometer io.xfootprint.spring",
    "org.springframework.., io.xfootprint.spring",
    "jakarta.servlet.., io.xfootprint.servlet io.xfootprint.report io.xfootprint.header"
        + " io.xfootprint.route io.xfootprint.tenant io.xfootprint.body io.xfootprint.reading"
        + " io.xfootprint.micrometer io.xfootprint.opentelemetry io.xfootprint.jaxrs io.xfootprint.spring",
    "jakarta.ws.rs.., io.xfootprint.jaxrs io.xfootprint.spring",
    "io.opentelemetry.., io.xfootprint.opentelemetry",
    "java.net.http.., io.xfootprint.live io.xfootprint.httpclient",
    "okhttp3.., io.xfootprint.okhttp",
    "okio.., io.xfootprint.okhttp",
    "org.apache.hc.., io.xfootprint.apache",
    "org.eclipse.jetty.., io.xfootprint.jettyclient",
    "org.junit.., io.xfootprint.test",
    "org.hamcrest.., io.xfootprint.test"
  })
  void givesEachForeignApiOneHome(String foreign, String homes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(homes.split(" ", -1))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(foreign)
        .check(MAIN);
    // A rule for something that nobody uses would never fail.
    assertTrue(
        MAIN.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .anyMatch(
                use ->
                    (use.getTargetClass().getPackageName() + ".")
                        .startsWith(foreign.substring(0, foreign.length() - 1))));
  }

  /** A class loader may hide them although the JVM has them; a name is enough to ask for them. */
  @Test
  void linksNoClassOfTheJdksOwnManagement() {
    noClasses().should().dependOnClassesThat().resideInAPackage("com.sun.management..").check(MAIN);
  }

  @Test
  void logsThroughOneApi() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.logging..",
            "org.apache.commons.logging..",
            "org.apache.juli..",
            "org.apache.log4j..",
            "org.apache.logging..",
            "ch.qos.logback..")
        .check(MAIN);
  }

  /** Any other thread would take along what the thread has that happens to make it. */
  @Test
  void makesThreadsInOnePlace() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.xfootprint.meter.DaemonThreads")
        .should()
        .callConstructorWhere(target(owner(assignableTo(Thread.class))))
        .check(MAIN);
  }

  /** Also those of a map's bins, which keys of other requests share. */
  @Test
  void takesNoLockThatRequestsCouldWaitFor() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.xfootprint.servlet",
            "io.xfootprint.header",
            "io.xfootprint.route",
            "io.xfootprint.tenant",
            "io.xfootprint.body",
            "io.xfootprint.jaxrs",
            "io.xfootprint.ledger",
            "io.xfootprint.handoff",
            "io.xfootprint.upstream",
            "io.xfootprint.httpclient",
            "io.xfootprint.okhttp",
            "io.xfootprint.apache",
            "io.xfootprint.jettyclient",
            "io.xfootprint")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ConcurrentHashMap")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent.locks")
        .check(MAIN);
  }

  @Test
  void namesNoClassAfterNothing() {
    noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Manager|Impl)(\\$.*)?").check(MAIN);
  }

  /**
   * The JDK keeps the class whose equals() it made last, in the handles of {@code ObjectMethods}
   * (JDK 17, and softly 25), and so all classes of a stopped application. What it keeps of
   * hashCode() and toString() are the types of components.
   */
  @Test
  void callsNothingThatTheJdkMakesForRecords() {
    noClasses().should().accessTargetWhere(target(madeForRecord())).check(MAIN);
    // A rule that takes all methods for written ones would never fail.
    assertTrue(isMadeForRecord(MAIN.get(Totals.class).getMethod("equals", Object.class)));
    assertFalse(isMadeForRecord(MAIN.get(Route.class).getMethod("equals", Object.class)));
  }

  private static DescribedPredicate<AccessTarget> madeForRecord() {
    return describe(
        "a method that the JDK makes for a record",
        target -> target.resolveMember().filter(ArchitectureTest::isMadeForRecord).isPresent());
  }

  /** Those are final, which nobody writes in a record. */
  private static boolean isMadeForRecord(JavaMember member) {
    return member.getOwner().isRecord()
        && MADE_FOR_RECORDS.contains(member.getName())
        && member.getModifiers().contains(FINAL);
  }

  @Test
  void findsNothingByARecordThatTheJdkCompares() {
    fields().should(notBeKeyedBySuchRecords()).check(MAIN);
  }

  private static ArchCondition<JavaField> notBeKeyedBySuchRecords() {
    return new ArchCondition<>("not be keyed by a record that the JDK compares") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        if (field.getType() instanceof JavaParameterizedType type
            && (type.toErasure().isAssignableTo(Map.class)
                || type.toErasure().isAssignableTo(Set.class))) {
          JavaClass key = type.getActualTypeArguments().get(0).toErasure();
          key.tryGetMethod("hashCode")
              .filter(ArchitectureTest::isMadeForRecord)
              .ifPresent(made -> events.add(violated(field, field + " is keyed by " + key)));
        }
      }
    };
  }

  /** Queues of executors compare tasks to remove one. */
  @Test
  void handsNoRecordToAnExecutor() {
    noClasses().that().areRecords().should().beAssignableTo(Runnable.class).check(MAIN);
    assertFalse(MAIN.that(assignableTo(Runnable.class)).isEmpty());
  }

  /**
   * What is sent to a database is a constant of {@code Sql}, or a script of {@code Schema}: nothing
   * else reaches a method that takes text for a statement.
   */
  @Test
  void sendsNoStatementThatIsMadeAtRunTime() {
    DescribedPredicate<JavaAccess<?>> makesStatement =
        target(owner(assignableTo(Connection.class)))
            .and(target(nameMatching("prepare.*|createStatement|nativeSQL")));
    DescribedPredicate<JavaAccess<?>> executesText =
        target(owner(assignableTo(Statement.class)))
            .and(describe("with text", access -> isOfText(access.getTarget())));
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(SESSION)
        .should()
        .accessTargetWhere(makesStatement.or(executesText))
        .check(MAIN);
    // Of its methods those that take text are for scripts.
    for (JavaMethod method : MAIN.get(SESSION).getMethods()) {
      if (takesText(method.getRawParameterTypes())) {
        assertEquals("run", method.getName());
        method
            .getAccessesToSelf()
            .forEach(access -> assertEquals(SCHEMA, access.getOriginOwner().getName()));
      }
    }
    // A rule for what nobody does would never fail.
    assertTrue(MAIN.get(SESSION).getAccessesFromSelf().stream().anyMatch(makesStatement));
    assertTrue(MAIN.get(SESSION).getAccessesFromSelf().stream().anyMatch(executesText));
  }

  private static boolean isOfText(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitCallTarget call
        && target.getName().matches("execute.*|addBatch")
        && takesText(call.getRawParameterTypes());
  }

  private static boolean takesText(List<JavaClass> parameters) {
    return parameters.stream().anyMatch(type -> type.isEquivalentTo(String.class));
  }

  @Test
  void letsNobodyExtendItsPublicClasses() {
    classes()
        .that()
        .arePublic()
        .should()
        .haveModifier(FINAL)
        .orShould()
        .beInterfaces()
        .orShould()
        .beEnums()
        .check(MAIN);
  }

  @Test
  void keepsSourceFilesShort() throws IOException {
    List<String> tooLong = new ArrayList<>();
    int files = 0;
    for (Path folder : List.of(Path.of("src"), Path.of("webapp-demo", "src"))) {
      try (Stream<Path> found = Files.walk(folder)) {
        for (Path file : found.filter(path -> path.toString().endsWith(".java")).toList()) {
          files++;
          if (Files.readAllLines(file).size() > MAX_LINES) {
            tooLong.add(file.toString());
          }
        }
      }
    }
    assertTrue(files > 0, "no source file found");
    assertEquals(List.of(), tooLong, "files of more than " + MAX_LINES + " lines");
  }
}
