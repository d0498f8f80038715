// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.test;

import static io.restassured.RestAssured.get;
import static io.xfootprint.test.FootprintMatchers.allocatesAtMost;
import static io.xfootprint.test.FootprintMatchers.usesCpuOfAtMost;
import static io.xfootprint.test.FootprintMatchers.usesEnergyOfAtMost;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The matchers by themselves, and in REST Assured. */
class FootprintMatchersTest {

  private static final String COST = "cpu-us=210, alloc-b=31200, energy-uj=320";

  private static HttpServer server;

  @BeforeAll
  static void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/measured")) {
            exchange.getResponseHeaders().add("X-Footprint", COST);
          }
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static ValidatableResponse answer(String path) {
    return get("http://127.0.0.1:" + server.getAddress().getPort() + path).then();
  }

  private static String said(String path, Matcher<String> matcher) {
    AssertionError error =
        assertThrows(AssertionError.class, () -> answer(path).header("X-Footprint", matcher));
    String message = String.valueOf(error.getMessage());
    return message.substring(message.indexOf("Expected")).lines().findFirst().orElseThrow();
  }

  @Test
  void matchWhatIsWithinItsBudget() {
    answer("/measured")
        .header("X-Footprint", allocatesAtMost(31_200))
        .header("X-Footprint", usesCpuOfAtMost(Duration.ofNanos(210_000)))
        .header("X-Footprint", usesEnergyOfAtMost(320));
  }

  @Test
  void sayFigureBudgetAndPerCentInRestAssured() {
    assertEquals(
        "Expected header \"X-Footprint\" was not alloc-b of at most 20.0 kB (31.2 kB, +56 %), was \""
            + COST
            + "\". Headers are:",
        said("/measured", allocatesAtMost(20_000)));
    String cpu = said("/measured", usesCpuOfAtMost(Duration.ofNanos(200_000)));
    assertTrue(cpu.contains("not cpu-us of at most 200 us (210 us, +5 %), was"), cpu);
    String energy = said("/measured", usesEnergyOfAtMost(100));
    assertTrue(energy.contains("not energy-uj of at most 100 uJ (320 uJ, +220 %), was"), energy);
  }

  @Test
  void sayThatThereIsNoHeader() {
    String said = said("/other", allocatesAtMost(20_000));
    assertTrue(
        said.contains(
            "alloc-b of at most 20.0 kB (unknown, as there is no header; does the setting 'expose'"
                + " show it to this client?)"),
        said);
  }

  @Test
  void takeAnUnknownFigureForOneThatIsOver() {
    AssertionError error =
        assertThrows(
            AssertionError.class, () -> assertThat("cpu-us=3, early", usesEnergyOfAtMost(1e9)));
    assertEquals(
        """

        Expected: energy-uj of at most 1000 J (unknown, as the header does not tell it)
             but: was "cpu-us=3, early\"""",
        error.getMessage());
  }

  @Test
  void sayNothingOfAnEarlierHeader() {
    Matcher<String> matcher = allocatesAtMost(20_000);
    assertEquals(false, matcher.matches(COST));
    assertEquals(true, matcher.matches("alloc-b=1"));
    assertEquals("alloc-b of at most 20.0 kB", matcher.toString());
  }

  @Test
  void refuseABudgetBelowZero() {
    assertThrows(IllegalArgumentException.class, () -> allocatesAtMost(-1));
    assertThrows(IllegalArgumentException.class, () -> usesEnergyOfAtMost(Double.NaN));
  }
}
