// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.host.FakeHostProbe;
import io.xfootprint.host.Host;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.Route;
import io.xfootprint.meter.FakeThreadMeter;
import io.xfootprint.meter.Segment;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.upstream.UpstreamSum;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamCallTest {

  private static final URI ORDERS = URI.create("http://orders:8080/orders");
  private static final URI ELSEWHERE = URI.create("https://elsewhere.org/");
  private static final Route ROUTE = new Route("GET", "/a");
  private static final UpstreamSum TOLD = new UpstreamSum(1, 1, 0, 7_070_000, 873_000);
  private static final Map<String, List<String>> COST =
      Map.of("X-Footprint", List.of("energy-uj=7070, co2e-ng=873"));

  private final FootprintMonitor monitor = start("orders, *.example.org:443");
  private final RequestAccount account = monitor.begin();

  private static FootprintMonitor start(String hosts) {
    FootprintSettings settings =
        FootprintSettings.from(
            new SettingSources().parameters(Map.of("window", "1h", "upstream.hosts", hosts)),
            Host.unknown(4));
    return FootprintMonitor.start(
        settings, new FakeHostProbe(Host.unknown(4)), new FakeThreadMeter());
  }

  @AfterEach
  void close() {
    monitor.close();
  }

  private UpstreamCall begin(URI uri) {
    try (Segment segment = account.open()) {
      return UpstreamCall.begin(uri);
    }
  }

  private static Function<String, @Nullable Collection<String>> fields(
      Map<String, List<String>> fields) {
    return fields::get;
  }

  private UpstreamSum ofRoute() {
    return monitor.ledger().upstream().getOrDefault(ROUTE.label(), UpstreamSum.NONE);
  }

  @Test
  void addsTheCostOfAnAnswerToTheRequestThatWasCurrent() {
    UpstreamCall call = begin(ORDERS);
    assertTrue(call.isCounted());
    assertEquals(UpstreamSum.SILENT, account.upstream());
    call.answered(fields(COST));
    call.answered(fields(COST));
    call.end();
    assertEquals(TOLD, account.upstream());
    assertTrue(ofRoute().isNone());
    account.bookTo(ROUTE);
    assertEquals(TOLD, ofRoute());
  }

  @Test
  void booksAnAnswerThatComesWhenTheRequestIsOver() {
    UpstreamCall call = begin(ORDERS);
    account.bookTo(ROUTE);
    assertTrue(ofRoute().isNone());
    call.answered(fields(COST));
    assertEquals(TOLD, ofRoute());
  }

  @Test
  void keepsItApartFromWhatTheApplicationItselfHasCost() {
    begin(ORDERS).answered(fields(COST));
    account.bookTo(ROUTE);
    assertEquals(0, monitor.ledger().total().millijoules());
    assertEquals(
        0, monitor.ledger().snapshot().now().line(CostCategory.REQUESTS).energyNanojoules());
  }

  @Test
  void countsACallWithoutCost() {
    begin(ORDERS).answered(fields(Map.of()));
    begin(ORDERS).end();
    begin(ORDERS)
        .answered(
            name -> {
              throw new IllegalStateException("client");
            });
    assertEquals(new UpstreamSum(3, 0, 3, 0, 0), account.upstream());
  }

  @Test
  void doesNotCountWhatACacheHasAnswered() {
    begin(ORDERS)
        .answered(fields(Map.of("X-Footprint", List.of("energy-uj=1"), "Age", List.of("0"))));
    assertTrue(account.upstream().isNone());
  }

  @Test
  void looksAtNoHostThatIsNotInTheList() {
    UpstreamCall call = begin(ELSEWHERE);
    assertFalse(call.isCounted());
    call.answered(fields(COST));
    assertTrue(account.upstream().isNone());
    call.beginNext(ORDERS).answered(fields(COST));
    call.beginNext(URI.create("https://a.example.org/")).answered(fields(COST));
    call.beginNext(URI.create("http://a.example.org/")).answered(fields(COST));
    assertEquals(TOLD.plus(TOLD), account.upstream());
  }

  @Test
  void countsNothingOutsideOfRequestsAndWhereNoHostIsSet() {
    UpstreamCall none = UpstreamCall.begin(ORDERS);
    none.answered(fields(COST));
    assertFalse(none.beginNext(ORDERS).isCounted());
    try (FootprintMonitor off = start("")) {
      RequestAccount request = off.begin();
      try (Segment segment = request.open()) {
        UpstreamCall.begin(ORDERS).answered(fields(COST));
      }
      assertTrue(request.upstream().isNone());
    }
  }

  @Test
  void takesTheTrailerForTheLastWord() {
    Map<String, List<String>> announced =
        Map.of(
            "X-Footprint",
            List.of("energy-uj=5, co2e-ng=1, partial"),
            "Trailer",
            List.of("Other, x-footprint"));
    UpstreamCall call = begin(ORDERS);
    assertTrue(call.awaitsTrailer(fields(announced)));
    assertEquals(UpstreamSum.SILENT, account.upstream());
    call.endWithTrailer(fields(COST));
    assertEquals(TOLD, account.upstream());

    call = begin(ORDERS);
    assertTrue(call.awaitsTrailer(fields(announced)));
    call.endWithTrailer(fields(Map.of()));
    assertEquals(TOLD.plus(new UpstreamSum(1, 1, 0, 5_000, 1_000)), account.upstream());

    assertFalse(begin(ORDERS).awaitsTrailer(fields(COST)));
    assertEquals(3, account.upstream().calls());
  }

  @Test
  void saysOnceThatAnAnswerCannotBeRead() {
    try (CapturedLog log = CapturedLog.of("io.xfootprint.upstream", Level.DEBUG)) {
      for (int i = 0; i < 3; i++) {
        begin(ORDERS)
            .answered(fields(Map.of("X-Footprint", List.of("energy-uj=-1\r\nfaked line"))));
      }
      assertEquals(1, log.messages().size());
      assertEquals(List.of(), log.all("faked"));
    }
    assertEquals(3, monitor.upstream().unreadable());
    assertEquals(new UpstreamSum(3, 0, 3, 0, 0), account.upstream());
  }
}
