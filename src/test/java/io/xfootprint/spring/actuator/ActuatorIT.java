// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.Sums;
import io.xfootprint.spring.BootApplication;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** What a Spring Boot application with the actuator and Micrometer gets beside the headers. */
class ActuatorIT {

  private static final String[] EXPOSED = {
    "footprint.enabled=true",
    "footprint.header.digits=0",
    "spring.application.name=owners",
    "management.endpoints.web.exposure.include=footprint,prometheus,metrics"
  };

  /** All of Boot's that make spans, as 3 and 4 name them; one that there is not is ignored. */
  private static final String WITHOUT_SPANS =
      "spring.autoconfigure.exclude="
          + Stream.of(
                  "boot.actuate.autoconfigure.tracing.OpenTelemetryTracing",
                  "boot.actuate.autoconfigure.tracing.NoopTracer",
                  "boot.actuate.autoconfigure.tracing.MicrometerTracing",
                  "boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracing",
                  "boot.micrometer.tracing.autoconfigure.NoopTracer",
                  "boot.micrometer.tracing.autoconfigure.MicrometerTracing")
              .map(name -> "org.springframework." + name + "AutoConfiguration")
              .collect(Collectors.joining(","));

  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^(footprint_\\w+?)(?:\\{(.*)\\})? (\\S+)$");

  @RestController
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Owners {

    final List<Observation.Context> observed = new CopyOnWriteArrayList<>();

    @GetMapping("/owners/{id}")
    String owner(@PathVariable("id") int id) {
      return "owner " + id;
    }

    @GetMapping("/later/{id}")
    Callable<String> later(@PathVariable("id") int id) {
      return () -> "owner " + id;
    }

    @Bean
    ObservationHandler<Observation.Context> keeper() {
      return new ObservationHandler<>() {
        @Override
        public void onStop(Observation.Context context) {
          observed.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
          return true;
        }
      };
    }
  }

  private static BootApplication start(String... more) {
    String[] properties = new String[EXPOSED.length + more.length];
    System.arraycopy(EXPOSED, 0, properties, 0, EXPOSED.length);
    System.arraycopy(more, 0, properties, EXPOSED.length, more.length);
    return BootApplication.start(Owners.class, properties);
  }

  private static Map<String, Double> samples(String scrape) {
    Map<String, Double> samples = new TreeMap<>();
    for (MatchResult sample : SAMPLE.matcher(scrape).results().toList()) {
      samples.put(sample.group(1) + '{' + sample.group(2) + '}', Double.valueOf(sample.group(3)));
    }
    return samples;
  }

  private static double sum(Map<String, Double> samples, String name) {
    return samples.entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(name + "{"))
        .filter(sample -> sample.getKey().contains("http_route=\"/owners/{id}\""))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static Sums route(BootApplication app, String label) {
    FootprintMonitor monitor =
        (FootprintMonitor)
            app.context().getBean(ServletContext.class).getAttribute(FootprintMonitor.ATTRIBUTE);
    return monitor.ledger().snapshot().sinceStart().route(label);
  }

  @Test
  void tellsTheTotalsToPrometheusUntilItStops() throws Exception {
    MeterRegistry registry;
    try (BootApplication app = start()) {
      registry = app.context().getBean(MeterRegistry.class);
      for (int i = 0; i < 20; i++) {
        app.get("/owners/" + i);
      }
      // A request is in the books once its answer has gone: the next scrape has the last one.
      Map<String, Double> samples = samples(app.get("/actuator/prometheus").body());
      while (sum(samples, "footprint_requests_total") < 20) {
        samples = samples(app.get("/actuator/prometheus").body());
      }
      Sums booked = route(app, "GET /owners/{id}");
      assertEquals(20, sum(samples, "footprint_requests_total"));
      assertEquals(20, booked.asLong(Metric.REQUESTS));
      assertEquals(
          (double) booked.asLong(Metric.ENERGY_NANOJOULES),
          1e9 * sum(samples, "footprint_energy_joules_total"),
          1e-3);
      assertEquals(
          (double) booked.asLong(Metric.EMISSIONS_PICOGRAMS),
          1e12 * sum(samples, "footprint_co2e_grams_total"),
          1e-3);
      assertTrue(samples.keySet().stream().anyMatch(name -> name.contains("line=\"idle\"")));
    }
    assertTrue(registry.find("footprint.energy").meters().isEmpty());
  }

  @Test
  void showsTheReportAsAnEndpointAndAsAPage() throws Exception {
    try (BootApplication app = start("footprint.report.access=open")) {
      app.get("/owners/1");
      HttpResponse<String> json = app.get("/actuator/footprint");
      assertEquals(200, json.statusCode(), json::body);
      assertTrue(json.body().startsWith("{\"version\":1"), json::body);
      assertTrue(json.headers().firstValue("Content-Type").orElse("").contains("json"));
      assertTrue(app.get("/actuator/footprint?span=hour").body().contains("\"span\":\"hour\""));
      HttpResponse<String> csv = app.get("/actuator/footprint/routes.csv");
      assertTrue(csv.body().startsWith("route,"), csv::body);
      assertTrue(csv.body().contains("GET /owners/{id}"), csv::body);
      assertEquals(200, app.get("/actuator/footprint/impact.yaml").statusCode());
      assertEquals(400, app.get("/actuator/footprint?span=week").statusCode());
      assertEquals(404, app.get("/actuator/footprint/report").statusCode());
      assertEquals(404, app.get("/actuator/footprint/other").statusCode());
      HttpResponse<String> page = app.get("/footprint/");
      assertEquals(200, page.statusCode(), page::body);
      assertTrue(page.body().contains("GET /owners/{id}"), page::body);
    }
  }

  /** Jersey beside Spring MVC, which has the actuator. */
  @Path("pets")
  public static final class Pets {

    @GET
    @Path("{id}")
    public String pet(@PathParam("id") int id) {
      return "pet " + id;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnersAndPets extends Owners {

    @Bean
    ResourceConfig pets() {
      return new ResourceConfig(Pets.class);
    }
  }

  @Test
  void namesTheRoutesOfJersey() throws Exception {
    try (BootApplication app =
        BootApplication.start(
            OwnersAndPets.class, "footprint.enabled=true", "spring.jersey.application-path=/api")) {
      assertEquals("pet 7", app.get("/api/pets/7").body());
      assertEquals("owner 7", app.get("/owners/7").body());
      while (route(app, "GET /owners/{id}").asLong(Metric.REQUESTS) == 0) {
        Thread.onSpinWait();
      }
      assertEquals(1, route(app, "GET /api/pets/{id}").asLong(Metric.REQUESTS));
    }
  }

  @Test
  void exposesNothingThatIsNotNamed() throws Exception {
    try (BootApplication app =
        BootApplication.start(
            Owners.class,
            "footprint.enabled=true",
            "management.endpoints.web.exposure.include=health")) {
      assertEquals(404, app.get("/actuator/footprint").statusCode());
      assertEquals(404, app.get("/footprint/").statusCode());
      assertFalse(app.context().containsBean("footprintEndpoint"));
    }
  }

  @Test
  void showsThePageOnThePortOfTheActuator() throws Exception {
    try (BootApplication app =
        start(
            "footprint.report.access=open",
            "management.server.port=0",
            "management.server.address=127.0.0.1")) {
      app.get("/owners/1");
      String port = "local.management.port";
      HttpResponse<String> page = app.get(port, "/footprint/");
      assertEquals(200, page.statusCode(), page::body);
      assertTrue(page.body().contains("GET /owners/{id}"), page::body);
      assertFalse(page.headers().firstValue("X-Footprint").isPresent());
      assertEquals(200, app.get(port, "/footprint/assets/report.css").statusCode());
      assertEquals(200, app.get(port, "/actuator/footprint").statusCode());
      assertEquals(404, app.get("/footprint/").statusCode());
      assertEquals(404, app.get("/actuator/footprint").statusCode());
    }
  }

  @Test
  void showsNothingWithoutAPortForTheActuator() throws Exception {
    try (BootApplication app = start("footprint.report.access=open", "management.server.port=-1")) {
      assertTrue(app.get("/owners/1").headers().firstValue("X-Footprint").isPresent());
      assertEquals(404, app.get("/actuator/footprint").statusCode());
      assertEquals(404, app.get("/footprint/").statusCode());
    }
  }

  @Test
  void addsTheCostToTheObservationsOfRequestsAndCalls() throws Exception {
    try (BootApplication app = start(WITHOUT_SPANS)) {
      Owners owners = app.context().getBean(Owners.class);
      for (String path : List.of("/owners/1", "/later/1")) {
        owners.observed.clear();
        Figures told =
            Figures.parse(app.get(path).headers().firstValue("X-Footprint").orElseThrow());
        Map<String, String> values = values(owners, ServerRequestObservationContext.class);
        double joules = Double.parseDouble(values.getOrDefault("footprint.energy", "NaN"));
        // Spring's observation ends after the headers have gone, and before our filter ends.
        assertEquals(told.energyMicrojoules() / 1e6, joules, joules / 2);
        assertTrue(
            values
                .keySet()
                .containsAll(
                    List.of("footprint.co2e", "footprint.cpu.time", "footprint.allocated")),
            values::toString);
      }
      owners.observed.clear();
      RestClient.builder()
          .observationRegistry(app.context().getBean(ObservationRegistry.class))
          .build()
          .get()
          .uri(app.uri("local.server.port", "/owners/1"))
          .retrieve()
          .toBodilessEntity();
      Map<String, String> values = values(owners, ClientRequestObservationContext.class);
      assertTrue(
          values.getOrDefault("footprint.upstream", "none").startsWith("cpu-us="),
          values::toString);
    }
  }

  /** Waits for the first observation of a kind. */
  private static Map<String, String> values(
      Owners owners, Class<? extends Observation.Context> kind) {
    while (owners.observed.stream().noneMatch(kind::isInstance)) {
      Thread.onSpinWait();
    }
    Map<String, String> values = new TreeMap<>();
    owners.observed.stream()
        .filter(kind::isInstance)
        .findFirst()
        .orElseThrow()
        .getHighCardinalityKeyValues()
        .forEach(value -> values.put(value.getKey(), value.getValue()));
    return values;
  }
}
