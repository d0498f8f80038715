// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.Container;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Setup;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.Variant;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
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
 * Every way to answer without asynchronous work, on the one container of this JVM: plainly, with
 * error pages and compressed. What a container does not allow is in {@link Loss}.
 */
class ContainerMatrixIT {

  private static final ContainerKind CONTAINER = ContainerKind.ofThisRun();
  private static final Client CLIENT = new Client();

  private static final Map<List<Enum<?>>, Container> RUNNING = new HashMap<>();

  @TempDir private static Path folder;

  static List<SyncCase> cases() {
    return SyncCase.allOf(CONTAINER);
  }

  static Stream<Arguments> casesOfAllSetups() {
    return Stream.of(Setup.values())
        .flatMap(setup -> cases().stream().map(request -> Arguments.of(setup, request)));
  }

  @BeforeAll
  static void writeFiles() throws Exception {
    Path files = Files.createDirectory(folder.resolve("static"));
    Files.write(files.resolve("small.txt"), new byte[200]);
    Files.write(files.resolve("big.bin"), new byte[200_000]);
  }

  @AfterAll
  static void stopContainers() throws Exception {
    for (Container container : RUNNING.values()) {
      container.close();
    }
  }

  private static Answer ask(Variant variant, Setup setup, SyncCase request) throws Exception {
    List<Enum<?>> key = List.of(variant, setup);
    Container container = RUNNING.get(key);
    if (container == null) {
      container = CONTAINER.start(variant.before(setup.site(folder)));
      RUNNING.put(key, container);
    }
    return CLIENT.send(container.port(), setup.asked(request));
  }

  @ParameterizedTest
  @MethodSource("casesOfAllSetups")
  void sendsEachHeaderOnceUnlessCachesWouldReplayItOrTheContainerLosesBoth(
      Setup setup, SyncCase request) throws Exception {
    Answer answer = ask(Variant.FOOTPRINT, setup, request);
    if (answer.updatesStoredHeaders() || kindOfLoss(setup, request) == Loss.Kind.NO_HEADERS) {
      assertFalse(answer.hasFootprint(), () -> answer.headers().toString());
    } else {
      assertTrue(answer.figures().complete(), () -> answer.headers().toString());
      assertTrue(answer.total().requests() > 0);
    }
  }

  @ParameterizedTest
  @MethodSource("casesOfAllSetups")
  void changesNothingElseButWhatAnyWrapperChanges(Setup setup, SyncCase request) throws Exception {
    Loss.Kind kind = kindOfLoss(setup, request);
    UnaryOperator<Answer> rest =
        kind == Loss.Kind.GARBLED_BODY
            ? answer -> answer.withoutFootprint().withoutBody()
            : Answer::withoutFootprint;
    Answer answer = rest.apply(ask(Variant.FOOTPRINT, setup, request));
    Variant like = kind == null ? Variant.NO_FILTER : kind.like();
    assertEquals(rest.apply(ask(like, setup, request)), answer);
    Answer plain = rest.apply(ask(Variant.NO_FILTER, setup, request));
    assertEquals(
        Loss.of(CONTAINER, setup, request).map(Loss::changes).orElse(Set.of()),
        plain.differencesTo(answer));
  }

  private static Loss.@Nullable Kind kindOfLoss(Setup setup, SyncCase request) {
    return Loss.of(CONTAINER, setup, request).map(Loss::kind).orElse(null);
  }

  @Test
  void runsWithTheServletApiThatComesWithTheContainer() throws Exception {
    Handler version =
        (request, response) ->
            response
                .getOutputStream()
                .print(
                    request.getServletContext().getMajorVersion()
                        + "."
                        + request.getServletContext().getMinorVersion()
                        + " "
                        + hasRedirectsWithStatus());
    try (Container container = CONTAINER.start(Site.of(folder).servlet("/version", version))) {
      Answer answer = CLIENT.send(container.port(), new SyncCase("GET", "/version", List.of()));
      assertEquals(
          CONTAINER.servletVersion() + " " + CONTAINER.servletVersion().equals("6.1"),
          answer.body());
    }
  }

  /** The API itself tells its version only by what it has. */
  private static boolean hasRedirectsWithStatus() {
    return Stream.of(HttpServletResponse.class.getMethods())
        .filter(method -> method.getName().equals("sendRedirect"))
        .anyMatch(method -> List.of(method.getParameterTypes()).contains(int.class));
  }

  @Test
  void losesNothingInCasesThatAreNotAmongThoseRun() {
    List<String> run = cases().stream().map(SyncCase::toString).toList();
    assertTrue(run.containsAll(Loss.syncCases(CONTAINER)));
  }
}
