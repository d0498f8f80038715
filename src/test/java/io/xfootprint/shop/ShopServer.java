// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import io.xfootprint.functional.harness.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The demo's WAR in a Jetty on a free port of the loopback interface, in any JVM. */
final class ShopServer {

  private ShopServer() {}

  /** Unpacks the WAR that the build has made into an empty folder. */
  static Path unpack(Path folder) throws IOException {
    try (ZipFile war = new ZipFile(System.getProperty("demo.war"))) {
      for (ZipEntry entry : Collections.list(war.entries())) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(war.getInputStream(entry), target);
        }
      }
    }
    return folder;
  }

  /** Starts a server of the unpacked WAR. */
  static Server start(Path shop, WebAppContext context) throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    context.setContextPath("/");
    context.setWar(shop.toString());
    context.setThrowUnavailableOnStartupException(true);
    server.setHandler(context);
    server.start();
    return server;
  }

  static String url(Server server) {
    return "http://127.0.0.1:" + ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  /** Serves the folder until whoever started this process closes its input; says where first. */
  public static void main(String[] arguments) throws Exception {
    Server server = start(Path.of(arguments[0]), new WebAppContext());
    System.out.println(url(server));
    ChildJvm.awaitStop();
    server.stop();
  }
}
