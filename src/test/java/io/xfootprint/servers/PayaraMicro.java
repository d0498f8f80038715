// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Payara Micro with an unpacked application, which it reads again when a file tells it to. */
final class PayaraMicro implements WarServer.Product {

  private static final String LOOPBACK_ONLY =
      """
      set configs.config.server-config.network-config.network-listeners\
      .network-listener.http-listener.address=127.0.0.1
      """;

  private static Path application(Path folder) {
    return folder.resolve("app");
  }

  @Override
  public WarServer.Launch prepare(Path folder, int port) throws IOException {
    Path commands = Files.writeString(folder.resolve("boot"), LOOPBACK_ONLY);
    Files.createDirectories(application(folder).resolve("WEB-INF"));
    return new WarServer.Launch(
        Map.of(),
        List.of(
            ServerJvm.java(),
            ServerJvm.HEAP,
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")),
            "-jar",
            Distributions.find("payara-micro-").toString(),
            "--nocluster",
            "--port",
            Integer.toString(port),
            "--prebootcommandfile",
            commands.toString(),
            "--rootdir",
            Files.createDirectories(folder.resolve("root")).toString(),
            "--hotdeploy",
            "--deploy",
            application(folder).toString()));
  }

  @Override
  public void deploy(Path war, Path folder) throws IOException {
    unpack(war, application(folder));
    Files.writeString(application(folder).resolve(".reload"), "");
  }

  private static void unpack(Path war, Path to) throws IOException {
    try (FileSystem archive = FileSystems.newFileSystem(war)) {
      try (Stream<Path> files = Files.walk(archive.getPath("/"))) {
        files.filter(Files::isRegularFile).forEach(file -> copy(file, to));
      }
    }
  }

  private static void copy(Path file, Path to) {
    Path target = to.resolve(file.toString().substring(1));
    try {
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
