// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.MarkdownPage;
import io.xfootprint.functional.harness.Figures;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

/** The page's settings for the access log of Spring Boot. */
class SpringAccessLogIT {

  private static final MarkdownPage PAGE = MarkdownPage.read("src/site/markdown/access-logs.md");
  private static final String HEADING = "## Spring Boot";

  /** Text; JSON that is flushed; a future; a stream; an answer that failed. */
  private static final List<String> PATHS =
      List.of("/owners/1", "/json/1", "/future/1", "/stream/1", "/handled/1");

  @TempDir private Path folder;

  private static Properties settings() throws Exception {
    Properties settings = new Properties();
    settings.load(new StringReader(PAGE.block(HEADING, "properties")));
    return settings;
  }

  @Test
  void hasTheHeaderOfEachRequestAndItsCost() throws Exception {
    Properties settings = settings();
    settings.setProperty("server.tomcat.basedir", folder.toString());
    settings.setProperty("server.address", InetAddress.getLoopbackAddress().getHostAddress());
    settings.setProperty("server.port", "0");
    settings.setProperty("spring.main.banner-mode", "off");
    settings.setProperty("logging.level.root", "error");
    List<String> told = new ArrayList<>();
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(OwnersApplication.class).properties(settings).run()) {
      int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
      HttpClient client = HttpClient.newHttpClient();
      for (String path : PATHS) {
        URI uri = new URI("http", null, "127.0.0.1", port, path, null, null);
        HttpResponse<String> answer =
            client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        told.add(answer.headers().firstValue("X-Footprint").orElseThrow());
      }
    }
    // Tomcat has written the file by its stop.
    List<String[]> lines = logged().stream().map(line -> line.split("\"", -1)).toList();
    assertEquals(told, lines.stream().map(fields -> fields[3]).toList());
    for (int i = 0; i < PATHS.size(); i++) {
      assertEquals("GET " + PATHS.get(i) + " HTTP/1.1", lines.get(i)[1]);
      Figures cost = Figures.parse(lines.get(i)[5]);
      assertTrue(cost.isFinal() && cost.complete(), lines.get(i)[5]);
    }
  }

  private List<String> logged() throws Exception {
    try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
      return Files.readAllLines(files.findFirst().orElseThrow(), StandardCharsets.ISO_8859_1);
    }
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
