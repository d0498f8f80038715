// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static io.xfootprint.functional.harness.ContainerKind.JETTY_EE9;
import static io.xfootprint.functional.harness.ContainerKind.TOMCAT10;
import static io.xfootprint.functional.harness.ContainerKind.TOMCAT11;
import static io.xfootprint.functional.harness.ContainerKind.UNDERTOW;
import static io.xfootprint.functional.harness.Setup.ERROR_PAGES;
import static io.xfootprint.functional.harness.Setup.GZIP;
import static io.xfootprint.functional.harness.Setup.PLAIN;

import io.xfootprint.functional.harness.AsyncCase;
import io.xfootprint.functional.harness.ContainerKind;
import io.xfootprint.functional.harness.Setup;
import io.xfootprint.functional.harness.SyncCase;
import io.xfootprint.functional.harness.Variant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What no filter can have on a container: its headers, or an answer that is the same as without it.
 *
 * @param cases those of {@link SyncCase} or {@link AsyncCase}, as text
 * @param changes the headers that differ from an answer without a filter, and {@code body}
 */
public record Loss(
    ContainerKind container,
    Set<Setup> setups,
    List<String> cases,
    Kind kind,
    Set<String> changes,
    String reason) {

  /** Kinds of losses. */
  public enum Kind {
    /** The answer comes without our headers, and is as without the filter. */
    NO_HEADERS(Variant.NO_FILTER),
    /** The answer is as with any filter that wraps the response. */
    ANY_WRAPPER(Variant.ANY_WRAPPER),
    /** The answer is as with any filter that wraps the response's stream. */
    ANY_STREAM_WRAPPER(Variant.ANY_STREAM_WRAPPER),
    /** The body is another one each time, without any filter too. */
    GARBLED_BODY(Variant.NO_FILTER),
    /** The answer shows that its request is wrapped as ours is; no other wrapper tells as much. */
    OUR_WRAPPER(Variant.FOOTPRINT);

    private final Variant like;

    Kind(Variant like) {
      this.like = like;
    }

    /** What answers in the same way. */
    public Variant like() {
      return like;
    }
  }

  private static final List<Loss> SYNC =
      List.of(
          headersLost(
              UNDERTOW,
              EnumSet.of(PLAIN, GZIP),
              List.of("GET /t/throw", "GET /t/throw-ioe", "GET /t/throw-rte", "GET /t/print-wide"),
              "Without an error page Undertow clears all headers when an exception leaves the"
                  + " filters."),
          headersLost(
              JETTY_EE9,
              EnumSet.allOf(Setup.class),
              List.of("GET /t/cl-too-short"),
              "Jetty finds more than the declared length when all filters have returned; it then"
                  + " starts anew with a page of its own."),
          headersLost(
              JETTY_EE9,
              EnumSet.allOf(Setup.class),
              List.of("GET /t/include-flush-context"),
              "Jetty's response of ee9 takes no headers inside an include, and of one by the"
                  + " dispatcher of the ServletContext no wrapper knows before."),
          new Loss(
              JETTY_EE9,
              EnumSet.allOf(Setup.class),
              List.of("GET /t/print-wide"),
              Kind.GARBLED_BODY,
              Set.of(),
              "Jetty's stream of ee9 sends what a buffer held before in place of long text's"
                  + " start."),
          new Loss(
              UNDERTOW,
              EnumSet.of(PLAIN, ERROR_PAGES),
              List.of("GET /t/forward"),
              Kind.ANY_WRAPPER,
              Set.of("content-length", "transfer-encoding"),
              "Undertow ends a wrapped forward by a flush of its writer."),
          new Loss(
              UNDERTOW,
              EnumSet.of(GZIP),
              List.of("GET /t/forward", "GET /t/forward-big"),
              Kind.ANY_WRAPPER,
              Set.of("content-length", "transfer-encoding", "body"),
              "Undertow ends a wrapped forward by a flush, which shows in compressed bytes too."),
          new Loss(
              TOMCAT10,
              EnumSet.of(PLAIN, GZIP),
              List.of("GET /t/forward-error"),
              Kind.ANY_WRAPPER,
              Set.of("content-length", "content-type", "body"),
              "Tomcat 10.1 closes a wrapped forward before the error page, too late for it to"
                  + " choose UTF-8."),
          new Loss(
              JETTY_EE9,
              EnumSet.of(PLAIN, ERROR_PAGES),
              List.of(
                  "GET /static/big.bin",
                  "GET /static/big.bin [If-None-Match, *]",
                  "HEAD /static/big.bin"),
              Kind.ANY_STREAM_WRAPPER,
              Set.of("content-length", "transfer-encoding"),
              "Jetty's servlet for files of ee9 declares no length on a stream that is not its"
                  + " own."),
          new Loss(
              JETTY_EE9,
              EnumSet.of(GZIP),
              List.of("HEAD /static/big.bin"),
              Kind.ANY_STREAM_WRAPPER,
              Set.of("content-length", "transfer-encoding"),
              "As without compression."));

  private static final List<Loss> ASYNC =
      Stream.of(
              Stream.of(TOMCAT10, TOMCAT11).map(Loss::errorsWithoutAnswer),
              Stream.of(TOMCAT10, TOMCAT11).map(Loss::requestOfForward),
              Stream.of(
                  new Loss(
                      UNDERTOW,
                      EnumSet.of(PLAIN, ERROR_PAGES),
                      List.of("GET async-dispatch-forward", "GET forward-complete"),
                      Kind.ANY_WRAPPER,
                      Set.of("content-length", "transfer-encoding"),
                      "Undertow ends a wrapped forward by a flush of its writer."),
                  new Loss(
                      UNDERTOW,
                      EnumSet.of(PLAIN, ERROR_PAGES),
                      List.of("GET async-objects", "GET forward-objects"),
                      Kind.ANY_WRAPPER,
                      Set.of("content-length", "body"),
                      "Undertow calls objects that a filter has wrapped no longer original.")))
          .flatMap(losses -> losses)
          .toList();

  private static Loss errorsWithoutAnswer(ContainerKind tomcat) {
    return headersLost(
        tomcat,
        EnumSet.of(PLAIN),
        List.of("POST async-error", "POST async-error-runtime", "POST async-error-nothing"),
        "After an exception behind startAsync Tomcat ends the connection without any answer, unless"
            + " there is an error page.");
  }

  private static Loss requestOfForward(ContainerKind tomcat) {
    return new Loss(
        tomcat,
        EnumSet.of(PLAIN, ERROR_PAGES),
        List.of("GET forward-objects"),
        Kind.OUR_WRAPPER,
        Set.of("content-length", "body"),
        "Tomcat wraps a forwarded request for the time of the forward, and asynchronous work gets"
            + " the one inside. Its wrapper stands inside ours then, which both get.");
  }

  private static Loss headersLost(
      ContainerKind container, Set<Setup> setups, List<String> cases, String reason) {
    return new Loss(container, setups, cases, Kind.NO_HEADERS, Set.of(), reason);
  }

  /** Returns what is lost in a case. */
  public static Optional<Loss> of(ContainerKind container, Setup setup, SyncCase request) {
    return of(SYNC, container, setup, request.toString());
  }

  /** Returns what is lost in a case. */
  public static Optional<Loss> of(ContainerKind container, Setup setup, AsyncCase request) {
    return of(ASYNC, container, setup, request.toString());
  }

  private static Optional<Loss> of(
      List<Loss> losses, ContainerKind container, Setup setup, String request) {
    return losses.stream()
        .filter(loss -> loss.container == container && loss.setups.contains(setup))
        .filter(loss -> loss.cases.contains(request))
        .findAny();
  }

  /** Returns the synchronous cases in which a container loses something. */
  static List<String> syncCases(ContainerKind container) {
    return cases(SYNC, container);
  }

  /** Returns the asynchronous cases in which a container loses something. */
  public static List<String> asyncCases(ContainerKind container) {
    return cases(ASYNC, container);
  }

  private static List<String> cases(List<Loss> losses, ContainerKind container) {
    return losses.stream()
        .filter(loss -> loss.container == container)
        .flatMap(loss -> loss.cases.stream())
        .toList();
  }
}
