// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server of Quarkus, which is built with its one application, and so begins again with each. */
final class QuarkusServer implements AppServer {

  private static final Path BUILDS = Path.of("target", "it-quarkus", "target");

  private final Path log;
  private final int port;
  private @Nullable ServerJvm jvm;

  QuarkusServer(Path folder) throws IOException {
    log = folder.resolve("server.log");
    port = ServerJvm.freePort();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void deploy(Application application) throws IOException, InterruptedException {
    close();
    Path jar = application.under(BUILDS).resolve("quarkus-app").resolve("quarkus-run.jar");
    jvm =
        ServerJvm.start(
            log,
            Map.of(),
            List.of(
                ServerJvm.java(),
                ServerJvm.HEAP,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-jar",
                jar.toAbsolutePath().toString()));
    jvm.await("http://127.0.0.1:" + port + PATH + "/t/small", "hello");
  }

  @Override
  public String diagnose(String command) throws IOException, InterruptedException {
    return jvm == null ? "" : jvm.diagnose(command);
  }

  @Override
  public void close() throws InterruptedException {
    if (jvm != null) {
      jvm.close();
    }
  }
}
