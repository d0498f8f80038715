// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorIdentifier;
import oshi.hardware.CentralProcessor.TickType;

/** Asks OSHI, and survives whatever OSHI meets on machines that hide themselves. */
final class OshiHostProbe implements HostProbe {

  private static final Logger log = LoggerFactory.getLogger(OshiHostProbe.class);

  /** Null where OSHI does not work at all. */
  private final @Nullable CentralProcessor processor;

  private long @Nullable [] ticks;

  private OshiHostProbe(@Nullable CentralProcessor processor) {
    this.processor = processor;
  }

  static HostProbe create() {
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    // The JDK's thread that waits for other programs would keep the application's loader alive.
    thread.setContextClassLoader(null);
    try {
      return new OshiHostProbe(processor());
    } catch (RuntimeException | LinkageError e) {
      log.warn("The processor cannot be identified; default power figures are used", e);
      return new OshiHostProbe(null);
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  private static CentralProcessor processor() {
    // On Linux OSHI can do without native code: it reads /proc and runs "getconf" and "id" once.
    // That
    // spares the copy of a library that JNA writes to the temporary folder, and the JVM's warning
    // of
    // restricted methods on JDK 24 up.
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux");
    return linux
        ? new oshi.nativefree.SystemInfo().getHardware().getProcessor()
        : new oshi.SystemInfo().getHardware().getProcessor();
  }

  @Override
  public Host host() {
    int visibleCpus = Runtime.getRuntime().availableProcessors();
    if (processor == null) {
      return Host.unknown(visibleCpus);
    }
    try {
      ProcessorIdentifier id = processor.getProcessorIdentifier();
      return new Host(
          id.getName().strip(),
          Microarchitecture.of(
              id.getVendor(), id.getFamily(), id.getModel(), id.getMicroarchitecture()),
          Math.max(1, processor.getPhysicalPackageCount()),
          Math.max(1, processor.getPhysicalProcessorCount()),
          Math.max(1, processor.getLogicalProcessorCount()),
          hasHypervisor(processor.getFeatureFlags()));
    } catch (RuntimeException | LinkageError e) {
      log.warn("The processor cannot be identified; default power figures are used", e);
      return Host.unknown(visibleCpus);
    }
  }

  /**
   * The processor's own flag. OSHI's {@code getVirtualization()} was empty on a KVM guest that had
   * it.
   */
  private static boolean hasHypervisor(List<String> featureFlags) {
    return featureFlags.stream().anyMatch(line -> line.matches("(?s).*\\bhypervisor\\b.*"));
  }

  @Override
  public double busyShare() {
    if (processor == null) {
      return Double.NaN;
    }
    try {
      long[] before = ticks;
      long[] now = processor.getSystemCpuLoadTicks();
      ticks = now;
      return before == null ? Double.NaN : busyShare(before, now);
    } catch (RuntimeException e) {
      log.debug("The machine's load cannot be read", e);
      return Double.NaN;
    }
  }

  static double busyShare(long[] before, long[] now) {
    long all = 0;
    for (int i = 0; i < now.length; i++) {
      all += now[i] - before[i];
    }
    long idle = spent(TickType.IDLE, before, now) + spent(TickType.IOWAIT, before, now);
    return all <= 0 ? Double.NaN : Math.min(1, Math.max(0, 1 - (double) idle / all));
  }

  private static long spent(TickType type, long[] before, long[] now) {
    return now[type.getIndex()] - before[type.getIndex()];
  }
}
