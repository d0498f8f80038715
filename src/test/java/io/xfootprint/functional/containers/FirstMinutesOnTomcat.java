// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.containers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.Client;
import io.xfootprint.functional.harness.ReadmeCode;
import io.xfootprint.functional.harness.SyncCase;
import java.io.File;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A WAR with what the dependency brings and the lines of the README, on Tomcat. */
class FirstMinutesOnTomcat {

  private static final List<String> BROUGHT = List.of("oshi-", "jna-", "slf4j-api-");

  @TempDir private Path folder;

  private Path war() throws Exception {
    Path war = folder.resolve("shop");
    Path libraries = Files.createDirectories(war.resolve("WEB-INF/lib"));
    Files.writeString(war.resolve("hello.txt"), "hello");
    Files.writeString(
        war.resolve("WEB-INF/web.xml"),
        "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.1\">\n"
            + ReadmeCode.block("<filter-name>")
            + "</web-app>\n");
    Path jar = Path.of(System.getProperty("jar"));
    Files.copy(jar, libraries.resolve(jar.getFileName()));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path file = Path.of(entry);
      if (BROUGHT.stream().anyMatch(file.getFileName().toString()::startsWith)) {
        Files.copy(file, libraries.resolve(file.getFileName()));
      }
    }
    return war;
  }

  @Test
  void answersWithItsFirstFigure() throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.resolve("tomcat").toString());
    Connector connector = new Connector();
    connector.setPort(0);
    connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    tomcat.setConnector(connector);
    tomcat.addWebapp("", war().toString());
    tomcat.start();
    try {
      Answer answer =
          new Client().send(connector.getLocalPort(), new SyncCase("GET", "/hello.txt", List.of()));
      assertEquals("hello", answer.body());
      assertTrue(answer.hasFootprint(), answer::toString);
      assertEquals(1, answer.total().requests());
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }
}
