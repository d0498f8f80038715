// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.xfootprint.report.FootprintServlet;
import io.xfootprint.servlet.FootprintFilter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** To whom the report shows itself where Spring Boot believes what proxies say. */
class SpringReportIT {

  /**
   * The filter comes behind Spring's for proxies, which is the first of all. Its settings are
   * Boot's properties of another name than those of the auto-configuration.
   */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class ReportApplication {

    @Bean
    FilterRegistrationBean<FootprintFilter> footprint(Environment environment) {
      var registration = new FilterRegistrationBean<>(new FootprintFilter());
      Binder.get(environment)
          .bind("x-footprint", Bindable.mapOf(String.class, String.class))
          .ifBound(settings -> settings.forEach(registration::addInitParameter));
      return registration;
    }

    @Bean
    ServletRegistrationBean<FootprintServlet> report() {
      return new ServletRegistrationBean<>(new FootprintServlet(), "/footprint/*");
    }
  }

  private static String status(ConfigurableApplicationContext context, String header)
      throws IOException {
    int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String request =
          "GET /footprint/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1)
          .replaceFirst("(?s)^HTTP/1.1 ([0-9]+).*", "$1");
    }
  }

  /** With "native" Tomcat's valve says of each request that it may have come from a proxy. */
  @ParameterizedTest
  @CsvSource({"none, 200", "framework, 200", "native, 403"})
  void doesNotBelieveAnAddressThatWasReplaced(String strategy, String straight) throws Exception {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(ReportApplication.class)
            .properties(
                "server.address=" + InetAddress.getLoopbackAddress().getHostAddress(),
                "server.port=0",
                "x-footprint.report.access=loopback",
                "x-footprint.log.interval=0s",
                "x-footprint.carbon-intensity=342",
                "server.forward-headers-strategy=" + strategy,
                "spring.main.banner-mode=off",
                "logging.level.root=error")
            .run()) {
      assertEquals(straight, status(context, ""));
      for (String header :
          new String[] {"X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1;host=localhost"}) {
        assertEquals("403", status(context, header + "\r\n"), header);
      }
    }
  }
}
