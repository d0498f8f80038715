// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.async;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.containers.Loss;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.AsyncCase;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Setup;
import io.xfootprint.functional.harness.Variant;
import io.xfootprint.ledger.Totals;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to answer later, on the one container of this JVM, with error pages and without. What a
 * container does not allow is in {@link Loss}.
 */
class AsyncContainerIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final Set<Setup> SETUPS = EnumSet.of(Setup.PLAIN, Setup.ERROR_PAGES);

  private static final Map<List<Enum<?>>, AsyncSite> RUNNING = new HashMap<>();

  @TempDir private static Path folder;

  static Stream<Arguments> casesOfAllSetups() {
    return SETUPS.stream()
        .flatMap(setup -> AsyncCase.all().stream().map(request -> Arguments.of(setup, request)));
  }

  @BeforeAll
  static void askAllAtOnce() throws Exception {
    for (Setup setup : SETUPS) {
      for (Variant variant : List.of(Variant.NO_FILTER, Variant.FOOTPRINT)) {
        site(variant, setup).askAll(AsyncCase.all());
      }
    }
  }

  @AfterAll
  static void stopContainers() throws Exception {
    for (AsyncSite site : RUNNING.values()) {
      site.close();
    }
  }

  private static AsyncSite site(Variant variant, Setup setup) throws Exception {
    List<Enum<?>> key = List.of(variant, setup);
    AsyncSite site = RUNNING.get(key);
    if (site == null) {
      site = AsyncSite.start(CONTAINER, variant, setup, folder);
      RUNNING.put(key, site);
    }
    return site;
  }

  private static Answer answer(Variant variant, Setup setup, AsyncCase request) throws Exception {
    return site(variant, setup).result(request).answer();
  }

  private static Loss.@Nullable Kind kindOfLoss(Setup setup, AsyncCase request) {
    return Loss.of(CONTAINER, setup, request).map(Loss::kind).orElse(null);
  }

  @ParameterizedTest
  @MethodSource("casesOfAllSetups")
  void sendsEachHeaderOnceUnlessTheContainerLosesBoth(Setup setup, AsyncCase request)
      throws Exception {
    Answer answer = answer(Variant.FOOTPRINT, setup, request);
    if (kindOfLoss(setup, request) == Loss.Kind.NO_HEADERS) {
      assertFalse(answer.hasFootprint(), () -> answer.headers().toString());
    } else {
      assertTrue(answer.figures().complete(), () -> answer.headers().toString());
      assertTrue(answer.total().requests() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("casesOfAllSetups")
  void changesNothingElseButWhatAnyWrapperChanges(Setup setup, AsyncCase request) throws Exception {
    Loss.Kind kind = kindOfLoss(setup, request);
    Answer answer = answer(Variant.FOOTPRINT, setup, request).withoutFootprint();
    Variant like = kind == null ? Variant.NO_FILTER : kind.like();
    assertEquals(answer(like, setup, request).withoutFootprint(), answer);
    Answer plain = answer(Variant.NO_FILTER, setup, request).withoutFootprint();
    assertEquals(
        Loss.of(CONTAINER, setup, request).map(Loss::changes).orElse(Set.of()),
        plain.differencesTo(answer));
  }

  @ParameterizedTest
  @MethodSource("casesOfAllSetups")
  void countsTheRequestOnceAndItsFailureOnce(Setup setup, AsyncCase request) throws Exception {
    AsyncSite.Result result = site(Variant.FOOTPRINT, setup).result(request);
    Answer answer = result.answer();
    Totals counted = result.counted();
    boolean failure = answer.equals(Answer.NONE) || answer.status() >= 500;
    assertEquals(1, counted.requests());
    assertEquals(failure ? 1 : 0, counted.errors(), () -> "status " + answer.status());
    assertEquals(0, counted.withoutCpu());
    assertTrue(counted.cpuNanos() > 0);
  }

  @Test
  void losesNothingInCasesThatAreNotAmongThoseRun() {
    List<String> run = AsyncCase.all().stream().map(AsyncCase::toString).toList();
    assertTrue(run.containsAll(Loss.asyncCases(CONTAINER)));
  }
}
