// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** WildFly with its own standalone configuration. */
final class WildFly implements WarServer.Product {

  private static final int DEFAULT_PORT = 8080;

  @Override
  public WarServer.Launch prepare(Path folder, int port) throws IOException {
    Path home = Distributions.find("wildfly-");
    Path from = home.resolve("standalone").resolve("configuration");
    Path to = Files.createDirectories(folder.resolve("configuration"));
    for (String file :
        List.of(
            "application-roles.properties",
            "application-users.properties",
            "logging.properties",
            "mgmt-groups.properties",
            "mgmt-users.properties")) {
      Files.copy(from.resolve(file), to.resolve(file));
    }
    String configuration = Files.readString(from.resolve("standalone.xml"));
    Files.writeString(
        to.resolve("standalone.xml"),
        configuration.replace("scan-interval=\"5000\"", "scan-interval=\"500\""));
    Files.createDirectories(folder.resolve("deployments"));
    return new WarServer.Launch(
        Map.of("JAVA_OPTS", ServerJvm.HEAP + " -Djava.net.preferIPv4Stack=true"),
        List.of(
            home.resolve("bin").resolve("standalone.sh").toString(),
            "-Djboss.server.base.dir=" + folder,
            "-Djboss.socket.binding.port-offset=" + (port - DEFAULT_PORT),
            "-b",
            "127.0.0.1",
            "-bmanagement",
            "127.0.0.1"));
  }

  @Override
  public void deploy(Path war, Path folder) throws IOException {
    Files.move(
        war,
        folder.resolve("deployments").resolve(war.getFileName()),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
