// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.handlers.Burner;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.KeptConnection;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.ledger.Totals;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of 50 us of CPU time, which tools that read coarser clocks take for nothing. */
class SmallRequestTest {

  private static final int REQUESTS = 2_000;
  private static final long BURNT_NANOS = 50_000;

  /** Half a unit of the third digit, and a little for the exact figures on the other side. */
  private final Burner burner = new Burner();

  @ParameterizedTest
  @ValueSource(strings = {"1", "28", "473"})
  void areNeverToldAsNothing(String gramsPerKilowattHour) throws Exception {
    burner.set(BURNT_NANOS);
    WebApp app =
        WebApp.at("/")
            .servlet("/small", (request, response) -> burner.burn(1))
            .filter(Map.of("carbon-intensity", gramsPerKilowattHour, "window", "1h"));
    double micros = 0;
    double microjoules = 0;
    double nanograms = 0;
    try (JettyServer server = JettyServer.start(app);
        KeptConnection connection = KeptConnection.to(server.port())) {
      for (int i = 0; i < REQUESTS; i++) {
        burner.take();
        Answer answer = connection.get("/small");
        assertEquals(1, answer.all("X-Footprint").size());
        String header = answer.all("X-Footprint").get(0);
        double cpu = figure(header, "cpu-us");
        assertTrue(cpu >= burner.take() / 1e3 - 0.5, header);
        micros += cpu;
        microjoules += figure(header, "energy-uj");
        nanograms += figure(header, "co2e-ng");
      }
      server.awaitIdle();
      Totals booked = app.totals();
      assertSame(booked.cpuNanos() / 1e3, micros);
      assertSame(booked.energyNanojoules() / 1e3, microjoules);
      assertSame(booked.emissionsPicograms() / 1e3, nanograms);
    }
  }

  private static double figure(String header, String key) {
    BigDecimal figure = Figures.decimal(header, key);
    assertTrue(figure.signum() > 0, header);
    return figure.doubleValue();
  }

  /** What is told as a whole number of each, or with decimals, adds up to what is booked. */
  private static void assertSame(double booked, double told) {
    assertEquals(booked, told, REQUESTS / 2.0);
  }
}
