// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** Open Liberty with its feature for servlets. */
final class OpenLiberty implements WarServer.Product {

  private static final String CONFIGURATION =
      """
      <server>
        <featureManager><feature>servlet-6.0</feature></featureManager>
        <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
        <applicationMonitor pollingRate="200ms"/>
      </server>
      """;

  private static Path server(Path folder) {
    return folder.resolve("servers").resolve("defaultServer");
  }

  @Override
  public WarServer.Launch prepare(Path folder, int port) throws IOException {
    Files.createDirectories(server(folder).resolve("dropins"));
    Files.writeString(server(folder).resolve("server.xml"), CONFIGURATION.formatted(port));
    return new WarServer.Launch(
        Map.of("WLP_USER_DIR", folder.toString(), "JVM_ARGS", ServerJvm.HEAP),
        List.of(
            Distributions.find("wlp").resolve("bin").resolve("server").toString(),
            "run",
            "defaultServer"));
  }

  @Override
  public void deploy(Path war, Path folder) throws IOException {
    Files.move(
        war,
        server(folder).resolve("dropins").resolve(war.getFileName()),
        StandardCopyOption.REPLACE_EXISTING);
  }
}
