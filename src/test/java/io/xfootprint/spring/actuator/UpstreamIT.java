// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring.actuator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.observation.ObservationRegistry;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.functional.upstream.ScriptedService;
import io.xfootprint.spring.BootApplication;
import io.xfootprint.upstream.UpstreamSum;
import jakarta.servlet.ServletContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;

/** What requests are told of the services that they call by Spring's clients. */
class UpstreamIT {

  private static final String TOLD = ", up-energy-uj=7070, up-co2e-ng=873";
  private static final long PATIENCE_NANOS = 30_000_000_000L;

  @RestController
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Front {

    private final RestClient restClient;
    private final RestTemplate restTemplate = new RestTemplate();
    private final WebClient webClient;

    Front(ObservationRegistry registry) {
      restClient = RestClient.builder().observationRegistry(registry).build();
      restTemplate.setObservationRegistry(registry);
      webClient =
          WebClient.builder()
              .observationRegistry(registry)
              .clientConnector(new JdkClientHttpConnector())
              .build();
    }

    @GetMapping("/rest-client")
    String restClient(@RequestParam("url") String url) {
      return fine(() -> restClient.get().uri(url).retrieve().body(String.class));
    }

    @GetMapping("/rest-template")
    String restTemplate(@RequestParam("url") String url) {
      return fine(() -> restTemplate.getForObject(url, String.class));
    }

    @GetMapping("/web-client")
    String webClient(@RequestParam("url") String url) {
      return fine(() -> webClient.get().uri(url).retrieve().bodyToMono(String.class).block());
    }

    private static String fine(Runnable call) {
      try {
        call.run();
        return "fine";
      } catch (RuntimeException e) {
        return "failed";
      }
    }
  }

  private static ScriptedService service() throws Exception {
    return ScriptedService.start()
        .answer("/cost", "200 OK", ScriptedService.COST, "body")
        .answer("/refused", "500 Oops", ScriptedService.COST, "body")
        .answer("/silent", "200 OK", "", "body")
        .answer("/cached", "200 OK", ScriptedService.COST + "Age: 3\r\n", "body")
        .raw("/cut", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n" + ScriptedService.COST + "\r\nbo")
        .raw("/no-answer", "");
  }

  private static String told(BootApplication app, String client, String url) throws Exception {
    HttpResponse<String> answer = app.get(client + "?url=" + url);
    assertEquals(200, answer.statusCode());
    return answer
        .headers()
        .firstValue("X-Footprint")
        .orElseThrow()
        .replaceFirst("^.*?(?=, up-|$)", "");
  }

  private static Map<String, UpstreamSum> routes(BootApplication app) {
    FootprintMonitor monitor =
        (FootprintMonitor)
            app.context().getBean(ServletContext.class).getAttribute(FootprintMonitor.ATTRIBUTE);
    return monitor.ledger().upstream();
  }

  /** A request is booked a moment after its answer has gone. */
  private static void awaitRoute(BootApplication app, String route, UpstreamSum expected) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!expected.equals(routes(app).get(route))) {
      assertTrue(System.nanoTime() < deadline, () -> routes(app).toString());
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  void addsWhatServicesSayByEachOfSpringsClients() throws Exception {
    try (ScriptedService service = service();
        Socket taken = new Socket();
        BootApplication app =
            BootApplication.start(
                Front.class,
                "footprint.enabled=true",
                "footprint.upstream.hosts=127.0.0.1",
                "management.tracing.enabled=false")) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      for (String client : new String[] {"/rest-client", "/rest-template"}) {
        assertEquals(TOLD, told(app, client, service.url("/cost")));
        assertEquals(TOLD, told(app, client, service.url("/refused")));
        assertEquals(", up-unknown=1", told(app, client, service.url("/silent")));
        assertEquals("", told(app, client, service.url("/cached")));
        assertEquals(TOLD, told(app, client, service.url("/cut")));
        assertEquals(", up-unknown=1", told(app, client, service.url("/no-answer")));
        assertEquals("", told(app, client, "http://127.0.0.1:" + taken.getLocalPort() + "/"));
        assertEquals("", told(app, client, "http://localhost:" + service.port() + "/cost"));
        awaitRoute(app, "GET " + client, new UpstreamSum(5, 3, 2, 21_210_000, 2_619_000));
      }
      // Its observation ends a moment after the answer is handed over: the header may be too early.
      told(app, "/web-client", service.url("/cost"));
      told(app, "/web-client", service.url("/silent"));
      told(app, "/web-client", service.url("/cached"));
      told(app, "/web-client", "http://localhost:" + service.port() + "/cost");
      awaitRoute(app, "GET /web-client", new UpstreamSum(2, 1, 1, 7_070_000, 873_000));
    }
  }
}
