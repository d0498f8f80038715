// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server that takes WARs while it runs. */
final class WarServer implements AppServer {

  private final Product product;
  private final Path folder;
  private final int port;
  private final ServerJvm jvm;
  private int deployments;

  /** What differs between servers. */
  interface Product {

    /** Prepares a server in a folder, with an application that it will find there. */
    Launch prepare(Path folder, int port) throws IOException;

    /** Puts a WAR to where the server finds it, in place of the one before. */
    void deploy(Path war, Path folder) throws IOException;
  }

  /** How a server is started. */
  record Launch(Map<String, String> environment, List<String> command) {}

  private WarServer(Product product, Path folder, int port, ServerJvm jvm) {
    this.product = product;
    this.folder = folder;
    this.port = port;
    this.jvm = jvm;
  }

  static WarServer start(Product product, Path folder) throws IOException {
    int port = ServerJvm.freePort();
    Launch launch = product.prepare(folder, port);
    ServerJvm jvm =
        ServerJvm.start(folder.resolve("server.log"), launch.environment(), launch.command());
    return new WarServer(product, folder, port, jvm);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void deploy(Application application) throws IOException, InterruptedException {
    deployments++;
    String mark = "deployment " + deployments;
    Path war = Files.createDirectories(folder.resolve("war")).resolve("app.war");
    War.write(war, application, mark);
    product.deploy(war, folder);
    jvm.await("http://127.0.0.1:" + port + MARK, mark);
  }

  @Override
  public String diagnose(String command) throws IOException, InterruptedException {
    return jvm.diagnose(command);
  }

  @Override
  public void close() throws InterruptedException {
    jvm.close();
  }
}
