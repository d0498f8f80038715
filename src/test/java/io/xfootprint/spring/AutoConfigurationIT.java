// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.functional.harness.ReadmeCode;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a Spring Boot application gets with the jar and one property. */
class AutoConfigurationIT {

  @RestController
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Owners {

    @GetMapping("/observed")
    String observed(HttpServletRequest request, HttpServletResponse response) {
      var observed = new ServerRequestObservationContext(request, response);
      return new FootprintObservationFilter()
          .map(observed).getHighCardinalityKeyValues().stream()
              .map(value -> value.getKey() + "=" + value.getValue())
              .collect(Collectors.joining(" "));
    }

    @GetMapping("/owners/{id}")
    String owner(@PathVariable("id") int id) {
      return "owner " + id;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnersWithFilter extends Owners {

    @Bean
    FilterRegistrationBean<FootprintFilter> mine() {
      var registration = new FilterRegistrationBean<>(new FootprintFilter());
      registration.addInitParameter("header.total", "false");
      return registration;
    }
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("none");
  }

  @Test
  void answersWithHeadersByTheLineOfTheReadme() throws Exception {
    try (BootApplication app = BootApplication.start(Owners.class, ReadmeCode.property())) {
      HttpResponse<String> answer = app.get("/owners/7");
      assertEquals("owner 7", answer.body());
      assertTrue(header(answer, "X-Footprint").startsWith("cpu-us="), answer.headers()::toString);
      assertTrue(header(answer, "X-Footprint-Total").startsWith("requests=1,"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"footprint.app=owners", "footprint.enabled=false"})
  void doesNothingUnlessItIsEnabled(String property) throws Exception {
    try (BootApplication app = BootApplication.start(Owners.class, property)) {
      assertEquals("none", header(app.get("/owners/7"), "X-Footprint"));
      assertEquals(
          List.of(),
          List.of(app.context().getBeanNamesForType(FilterRegistrationBean.class)).stream()
              .filter(name -> name.contains("footprint"))
              .toList());
    }
  }

  /** Without Micrometer Tracing, whose classes are not there. */
  @Test
  void addsTheCostToObservationsAsTexts() throws Exception {
    try (BootApplication app = BootApplication.start(Owners.class, "footprint.enabled=true")) {
      String values = app.get("/observed").body();
      assertTrue(
          values.matches(
              "footprint.allocated=[0-9]+ footprint.co2e=0[.][0-9]+ footprint.cpu.time=0[.][0-9]+"
                  + " footprint.energy=0[.][0-9]+"),
          values);
    }
  }

  /** Spelt as Boot allows it, with a list, and with the name of the application by default. */
  @Test
  void takesItsSettingsFromTheApplicationsProperties() throws Exception {
    try (BootApplication app =
            BootApplication.start(
                Owners.class,
                "footprint.enabled=true",
                "spring.application.name=owners",
                "footprint.header.serverTiming=true",
                "footprint.header.total=${totals}",
                "totals=false",
                "footprint.carbonIntensity=342",
                "footprint.log.interval=1h",
                "footprint.routes.max=50",
                "footprint.exclude[0]=/health",
                "footprint.exclude[1]=/static/*");
        CapturedLog totals = CapturedLog.of("io.xfootprint.totals", Level.INFO)) {
      HttpResponse<String> answer = app.get("/owners/7");
      assertTrue(header(answer, "Server-Timing").startsWith("footprint;dur="));
      assertEquals("none", header(answer, "X-Footprint-Total"));
      // The container shows init-params by JMX, and a setting may be a secret.
      FilterRegistration filter =
          app.context().getBean(ServletContext.class).getFilterRegistration("footprint");
      assertEquals(Map.of(), filter.getInitParameters());
      assertEquals("none", header(app.get("/health"), "X-Footprint"));
      assertEquals("none", header(app.get("/static/a.css"), "X-Footprint"));
      app.close();
      List<String> lines = totals.messages();
      assertTrue(
          lines.get(0).startsWith("route=\"GET /owners/{id}\" requests=1 "), lines::toString);
      assertTrue(lines.get(1).startsWith("app=\"owners\" requests=1 "), lines::toString);
    }
  }

  /** Tomcat keeps the reason to itself, so the log must have it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "footprint.log.intervall=1s | property 'footprint.log.intervall' is not a setting"
            + " | did you mean 'footprint.log.interval'",
        "footprint.header.digits=many | 'header.digits' must be"
            + " | 'many' (property footprint.header.digits)",
        "footprint.enabled=yes | 'enabled' must be | 'yes' (property footprint.enabled)"
      })
  void refusesAMistakeAtTheStart(String mistake, String name, String hint) {
    PrintStream out = System.out;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      assertThrows(
          Exception.class,
          () ->
              BootApplication.start(
                      Owners.class, "footprint.enabled=true", mistake, "logging.level.org=off")
                  .close());
    } finally {
      System.setOut(out);
    }
    String log = written.toString(StandardCharsets.UTF_8);
    assertTrue(log.contains("X-Footprint: filter 'footprint' does not start"), log);
    assertTrue(log.contains(name) && log.contains(hint), log);
  }

  @Test
  void leavesTheFilterToAnApplicationThatRegistersItItself() throws Exception {
    try (BootApplication app =
        BootApplication.start(OwnersWithFilter.class, "footprint.enabled=true")) {
      HttpResponse<String> answer = app.get("/owners/7");
      assertTrue(header(answer, "X-Footprint").startsWith("cpu-us="));
      assertEquals("none", header(answer, "X-Footprint-Total"));
      assertFalse(app.context().containsBean("footprint"));
    }
  }
}
