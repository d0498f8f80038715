// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Shares the machine between the JVMs of the build by a lock on a file: a class of tests that is
 * {@link Alone} waits for those of other JVMs, and they wait for it.
 *
 * <p>JUnit finds it by its service file.
 */
public final class SharedMachine implements BeforeAllCallback {

  private static final Path LOCK = Path.of("target", "machine.lock");

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    Files.createDirectories(LOCK.getParent());
    FileChannel file =
        FileChannel.open(
            LOCK, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    // JUnit closes the file after the class, and so gives the lock back.
    context
        .getStore(ExtensionContext.Namespace.create(SharedMachine.class))
        .put(SharedMachine.class, file);
    boolean shared = !context.getTags().contains(Alone.TAG);
    file.lock(0, Long.MAX_VALUE, shared);
  }
}
