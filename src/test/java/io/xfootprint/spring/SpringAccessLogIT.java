// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.MarkdownPage;
import io.xfootprint.functional.handlers.ReturnGate;
import io.xfootprint.functional.handlers.ThreadClock;
import io.xfootprint.functional.harness.Figures;
import io.xfootprint.functional.harness.KeptConnection;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.StringReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.task.TaskDecorator;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page's settings for the access log of Spring Boot. */
class SpringAccessLogIT {

  private static final MarkdownPage PAGE = MarkdownPage.read("src/site/markdown/access-logs.md");
  private static final String HEADING = "## Spring Boot";
  private static final String HEADER = "x-footprint";
  private static final long BURNT_NANOS = 40_000_000;
  private static final long TIMEOUT_SECONDS = 20;

  /** Text; JSON that is flushed; a future; a stream; an answer that failed. */
  private static final List<String> PATHS =
      List.of("/owners/1", "/json/1", "/future/1", "/stream/1", "/handled/1");

  /** A future whose thread goes on until the line of its answer is written. */
  private static final String GOES_ON = "/goes-on";

  @TempDir private static Path folder;

  /** What the clients were told, and a line for each, split at its quotes. */
  private static final List<String> TOLD = new ArrayList<>();

  private static List<String[]> lines = List.of();

  @BeforeAll
  static void askForEach() throws Exception {
    Properties settings = settings();
    settings.setProperty("server.tomcat.basedir", folder.toString());
    settings.setProperty("server.address", InetAddress.getLoopbackAddress().getHostAddress());
    settings.setProperty("server.port", "0");
    settings.setProperty("spring.main.banner-mode", "off");
    settings.setProperty("logging.level.root", "error");
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(HeldApplication.class).properties(settings).run()) {
      int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      for (String path : PATHS) {
        try (KeptConnection connection = KeptConnection.to(port)) {
          // Tomcat ends the connection when it has written the line.
          TOLD.addAll(connection.getLast(path).all(HEADER));
        }
      }
      try (KeptConnection connection = KeptConnection.to(port)) {
        TOLD.addAll(connection.get(GOES_ON).all(HEADER));
        // Answered when the line of the one before is written.
        TOLD.addAll(connection.getLast(PATHS.get(0)).all(HEADER));
      }
      context.getBean(OwnersWhoGoOn.class).lineIsWritten.countDown();
    }
    // Tomcat has written the file by its stop.
    lines = logged().stream().map(line -> line.split("\"", -1)).toList();
  }

  private static Properties settings() throws Exception {
    Properties settings = new Properties();
    settings.load(new StringReader(PAGE.block(HEADING, "properties")));
    return settings;
  }

  private static List<String> logged() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
      return Files.readAllLines(files.findFirst().orElseThrow(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Holds back an asynchronous answer until the thread that has made it has left its task. */
  @Configuration(proxyBeanMethods = false)
  @Import(OwnersWhoGoOn.class)
  static class HeldApplication extends OwnersApplication {

    /** The first party is who waits. */
    private final Phaser tasks = new Phaser(1);

    @Bean
    @Override
    TaskDecorator taskDecorator() {
      TaskDecorator ofThePage = super.taskDecorator();
      return task -> {
        Runnable decorated = ofThePage.decorate(task);
        tasks.register();
        return () -> {
          try {
            decorated.run();
          } finally {
            tasks.arriveAndDeregister();
          }
        };
      };
    }

    @Bean
    FilterRegistrationBean<?> hold() {
      var registration =
          new FilterRegistrationBean<>(
              (request, response, chain) -> {
                awaitNoTask();
                chain.doFilter(request, response);
              });
      registration.setDispatcherTypes(DispatcherType.ASYNC);
      registration.addUrlPatterns("/future/*", "/stream/*");
      return registration;
    }

    private void awaitNoTask() throws ServletException {
      try {
        tasks.awaitAdvanceInterruptibly(tasks.arrive(), TIMEOUT_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException | TimeoutException e) {
        throw new ServletException(e);
      }
    }

    @Bean
    FilterRegistrationBean<ReturnGate> gate() {
      return new FilterRegistrationBean<>(new ReturnGate());
    }
  }

  @RestController
  static class OwnersWhoGoOn {

    private final CountDownLatch lineIsWritten = new CountDownLatch(1);
    private final Executor executor;

    OwnersWhoGoOn(Executor executor) {
      this.executor = executor;
    }

    @GetMapping(GOES_ON)
    CompletableFuture<String> owner(HttpServletRequest request) {
      CountDownLatch left = ReturnGate.of(request);
      CompletableFuture<String> owner = new CompletableFuture<>();
      executor.execute(
          () -> {
            // Else Spring may find it done, and hand it over on the thread of the request.
            ReturnGate.await(left);
            ThreadClock.burn(BURNT_NANOS);
            owner.complete("owner");
            ReturnGate.await(lineIsWritten);
          });
      return owner;
    }
  }

  @Test
  void hasTheHeaderOfEachRequest() {
    assertEquals(TOLD, lines.stream().map(fields -> fields[3]).toList());
  }

  @Test
  void hasTheFinalCostOfEachRequest() {
    for (int i = 0; i < PATHS.size(); i++) {
      assertEquals("GET " + PATHS.get(i) + " HTTP/1.1", lines.get(i)[1]);
      Figures cost = Figures.parse(lines.get(i)[5]);
      assertTrue(cost.isFinal() && cost.complete(), lines.get(i)[5]);
    }
  }

  /** What it used until it handed its result over is in the line. */
  @Test
  void hasTheCostSoFarWhereTheThreadOfAnAnswerGoesOn() {
    String[] fields = lines.get(PATHS.size());
    assertEquals("GET " + GOES_ON + " HTTP/1.1", fields[1]);
    Figures cost = Figures.parse(fields[5]);
    assertTrue(cost.partial() && cost.complete(), fields[5]);
    assertTrue(cost.cpuMicros() >= BURNT_NANOS / 1_000, fields[5]);
  }

  @Test
  void saysTheSameInYaml() throws Exception {
    byte[] yaml = PAGE.block(HEADING, "yaml").getBytes(StandardCharsets.UTF_8);
    PropertySource<?> read =
        new YamlPropertySourceLoader().load("page", new ByteArrayResource(yaml)).get(0);
    settings()
        .forEach(
            (name, value) ->
                assertEquals(value, String.valueOf(read.getProperty(String.valueOf(name)))));
  }
}
