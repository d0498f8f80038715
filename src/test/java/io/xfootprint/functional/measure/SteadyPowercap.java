// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A powercap tree of one package that takes the same power all the time. */
final class SteadyPowercap implements AutoCloseable {

  static final double WATTS = 60;

  /** It starts again each 3 s, so several times in a run; a real one does each 15 to 75 minutes. */
  private static final long RANGE_MICROJOULES = 180_000_000;

  private static final long STEP_MILLIS = 5;

  private final Path root;
  private final Path elsewhere;
  private final Path zone;
  private final long start = System.nanoTime();
  private final Thread counter = new Thread(this::count, "powercap");
  private boolean there = true;
  private boolean ending;

  private SteadyPowercap(Path folder) {
    root = folder.resolve("powercap");
    elsewhere = folder.resolve("elsewhere");
    zone = root.resolve("intel-rapl:0");
  }

  static SteadyPowercap in(Path folder) throws IOException {
    SteadyPowercap tree = new SteadyPowercap(folder);
    Files.createDirectories(tree.zone);
    Files.writeString(tree.zone.resolve("name"), "package-0\n");
    Files.writeString(tree.zone.resolve("max_energy_range_uj"), RANGE_MICROJOULES + "\n");
    tree.write();
    tree.counter.setDaemon(true);
    tree.counter.start();
    return tree;
  }

  Path root() {
    return root;
  }

  /** Returns the energy in J that it would have taken over a time. */
  static double joules(double seconds) {
    return WATTS * seconds;
  }

  private synchronized void count() {
    try {
      while (!ending) {
        if (there) {
          write();
        }
        wait(STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** At once, as the kernel does: no reader meets an empty file. */
  private void write() throws IOException {
    long microjoules = Math.round(joules((System.nanoTime() - start) / 1e9) * 1e6);
    Path next = zone.resolve("next");
    Files.writeString(next, microjoules % RANGE_MICROJOULES + "\n");
    Files.move(next, zone.resolve("energy_uj"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes the tree away. */
  synchronized void vanish() throws IOException {
    there = false;
    Files.move(root, elsewhere);
  }

  /** Puts it back; it has counted meanwhile. */
  synchronized void comeBack() throws IOException {
    Files.move(elsewhere, root);
    write();
    there = true;
  }

  @Override
  public void close() throws InterruptedException {
    synchronized (this) {
      ending = true;
      notifyAll();
    }
    counter.join();
  }
}
