// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorIdentifier;
import oshi.hardware.ComputerSystem;
import oshi.hardware.HardwareAbstractionLayer;

/**
 * The probe of the real machine. It reads the files of Linux; OSHI gives names, and everything else
 * on systems without these files.
 *
 * <p>OSHI is started when something is asked that no file tells. Where Linux shows its files that
 * is never, and a start saves some 60 ms and 100 classes.
 *
 * <p>No failure of OSHI gets through, whatever a machine hides or whichever version of OSHI an
 * application has: what it does not say is unknown, and the log says so once.
 */
final class OshiHostProbe implements HostProbe {

  private static final Logger log = LoggerFactory.getLogger(OshiHostProbe.class);

  private final LinuxMachine linux;

  /** Null once OSHI was started. */
  private @Nullable Supplier<HardwareAbstractionLayer> oshi;

  /** Null until OSHI was started, and if it does not work at all. */
  private @Nullable HardwareAbstractionLayer hardware;

  private @Nullable CentralProcessor processor;

  /** Null before it was asked for. Each start asks three times, and no machine changes. */
  private @Nullable Host host;

  private final LoadMeter loadMeter;

  /**
   * Creates a probe. Starts nothing.
   *
   * @param linux the machine by its files
   * @param oshi starts OSHI; may throw
   */
  OshiHostProbe(LinuxMachine linux, Supplier<HardwareAbstractionLayer> oshi) {
    this.linux = linux;
    this.oshi = oshi;
    loadMeter = new LoadMeter(linux, this::ticksOfOshi);
  }

  /**
   * Creates the probe of this machine. The first use of OSHI takes some 0.2 s.
   *
   * @throws LinkageError if there is no OSHI, on systems that do not need it too: an application
   *     must not start on one of them and be without its machine's load on the next
   */
  static HostProbe create() {
    Objects.requireNonNull(HardwareAbstractionLayer.class, "OSHI");
    return new OshiHostProbe(
        new LinuxMachine(Path.of("/"), System.getenv()), OshiHostProbe::hardware);
  }

  /** Starts OSHI, once. One thread starts, and another closes the windows. */
  private synchronized @Nullable HardwareAbstractionLayer hardwareOfOshi() {
    Supplier<HardwareAbstractionLayer> starting = oshi;
    if (starting != null) {
      oshi = null;
      Thread thread = Thread.currentThread();
      ClassLoader loader = thread.getContextClassLoader();
      // The JDK's thread that waits for child processes would keep the application's loader alive.
      thread.setContextClassLoader(null);
      try {
        hardware = started("OSHI", starting);
        HardwareAbstractionLayer all = hardware;
        processor = all == null ? null : started("OSHI's processor", all::getProcessor);
      } finally {
        thread.setContextClassLoader(loader);
      }
    }
    return hardware;
  }

  /** Returns OSHI's processor; null if OSHI does not work. */
  private synchronized @Nullable CentralProcessor processorOfOshi() {
    var unused = hardwareOfOshi();
    return processor;
  }

  /** Returns a part of OSHI; null, with a warning, if it does not start. */
  private static <T> @Nullable T started(String what, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (RuntimeException | Error e) {
      // JNA throws a bare Error where its native part is of another version.
      log.warn(
          "{} does not work here, so the machine's load is not known ({}); it takes"
              + " com.github.oshi:oshi-core 5.8.7 or later and the net.java.dev.jna of that"
              + " version",
          what,
          e.toString());
      log.debug("{} does not work", what, e);
      return null;
    }
  }

  private static HardwareAbstractionLayer hardware() {
    // On Linux OSHI works without native code: it reads /proc and runs "getconf" and "id" once. JNA
    // then writes no library to the temporary folder, and JDK 24 and later print no warning of
    // restricted methods.
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("linux")) {
      try {
        return new oshi.nativefree.SystemInfo().getHardware();
      } catch (NoClassDefFoundError e) {
        log.debug("OSHI of this version takes native code", e);
      }
    }
    return new oshi.SystemInfo().getHardware();
  }

  @Override
  public synchronized Host host() {
    Host known = host;
    if (known == null) {
      known = find();
      host = known;
    }
    return known;
  }

  private Host find() {
    Optional<CpuId> listed = linux.cpu();
    CpuId cpu = listed.orElseGet(this::cpuOfOshi);
    boolean virtual = listed.isPresent() ? linux.isVirtual(cpu) : isVirtualForOshi(cpu);
    OptionalLong memory = memoryBytes();
    return new Host(
        cpu.name(),
        Microarchitecture.of(cpu, virtual),
        cpu.packages(),
        cpu.cores(),
        cpu.logicalCpus(),
        virtual,
        listed.isPresent() ? linux.isVirtualAssumed(cpu) : cpu.vendor().isEmpty(),
        memory,
        linux.limits(cpu.logicalCpus(), memory));
  }

  /** Returns the processor as OSHI sees it, for systems without {@code /proc/cpuinfo}. */
  private CpuId cpuOfOshi() {
    int visibleCpus = Runtime.getRuntime().availableProcessors();
    CentralProcessor cpu = processorOfOshi();
    ProcessorIdentifier id =
        cpu == null ? null : known("the processor's name", cpu::getProcessorIdentifier);
    if (cpu == null || id == null) {
      log.warn("The processor cannot be identified; default power figures are used");
      return new CpuId("", "", "", "", "", "", 1, visibleCpus, visibleCpus);
    }
    int logicalCpus = count(cpu::getLogicalProcessorCount, visibleCpus);
    return new CpuId(
        text(id::getVendor),
        text(id::getFamily),
        text(id::getModel),
        text(id::getStepping),
        text(id::getName),
        text(() -> String.join(" ", cpu.getFeatureFlags())),
        count(cpu::getPhysicalPackageCount, 1),
        count(cpu::getPhysicalProcessorCount, logicalCpus),
        logicalCpus);
  }

  /**
   * Returns whether the machine is virtual as far as OSHI knows. An unknown machine counts as
   * virtual, as nearly all are that reveal nothing. OSHI's own detection is not used: it relies on
   * the maker of a network card, and any desktop may have a card of VirtualBox.
   */
  private boolean isVirtualForOshi(CpuId cpu) {
    HardwareAbstractionLayer all = hardwareOfOshi();
    ComputerSystem system = all == null ? null : known("the machine", all::getComputerSystem);
    return cpu.vendor().isEmpty()
        || cpu.hasHypervisorFlag()
        || (system != null
            && Hypervisor.isNamedBy(text(system::getManufacturer), text(system::getModel)));
  }

  /** Returns the machine's memory by Linux's files, else by OSHI. */
  private OptionalLong memoryBytes() {
    OptionalLong listed = linux.memoryBytes();
    HardwareAbstractionLayer all = listed.isPresent() ? null : hardwareOfOshi();
    if (all == null) {
      return listed;
    }
    Long bytes = known("the memory", () -> all.getMemory().getTotal());
    return bytes == null || bytes <= 0 ? OptionalLong.empty() : OptionalLong.of(bytes);
  }

  @Override
  public ContainerLimits limits(Host found) {
    return linux.limits(found);
  }

  @Override
  public OptionalLong residentBytes() {
    return linux.residentBytes();
  }

  private static String text(Supplier<@Nullable String> supplier) {
    String text = known("a name", supplier);
    return text == null ? "" : text.strip();
  }

  private static int count(Supplier<Integer> supplier, int otherwise) {
    Integer count = known("a number of processors", supplier);
    return count == null || count < 1 ? otherwise : count;
  }

  /** Returns a value of OSHI; null if OSHI fails. */
  private static <T> @Nullable T known(String what, Supplier<? extends @Nullable T> supplier) {
    try {
      return supplier.get();
    } catch (RuntimeException | Error e) {
      // At debug level: a machine that hides one value usually hides many.
      log.debug("OSHI cannot tell {}", what, e);
      return null;
    }
  }

  private long @Nullable [] ticksOfOshi() {
    CentralProcessor cpu = processorOfOshi();
    return cpu == null ? null : known("the load", cpu::getSystemCpuLoadTicks);
  }

  @Override
  public Load load() {
    return loadMeter.read();
  }
}
