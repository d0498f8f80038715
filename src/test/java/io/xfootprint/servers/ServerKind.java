// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;
import java.nio.file.Path;

/** The servers that {@code mvn -Pservers verify} runs. */
public enum ServerKind {
  WILDFLY,
  OPEN_LIBERTY,
  PAYARA_MICRO,
  QUARKUS;

  /** Starts one that keeps its files and its log in an empty folder. */
  public AppServer start(Path folder) throws IOException {
    return switch (this) {
      case WILDFLY -> WarServer.start(new WildFly(), folder);
      case OPEN_LIBERTY -> WarServer.start(new OpenLiberty(), folder);
      case PAYARA_MICRO -> WarServer.start(new PayaraMicro(), folder);
      case QUARKUS -> new QuarkusServer(folder);
    };
  }
}
