// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jmx;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.reading.ExpiringSupplier;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MBean of one application in the JVM's MBean server, from its start to its stop:
 *
 * <pre>{@code
 * io.xfootprint:type=Totals,app="shop"
 * io.xfootprint:type=Totals,app="shop",number=2     a second application of that name
 * }</pre>
 *
 * <p>A JVM that refuses it is no reason for an application not to start. It gets one WARN.
 *
 * <p>For use by one thread.
 */
public final class TotalsRegistration implements AutoCloseable {

  /** For so long readers share a reading, however many they are; the report does the same. */
  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(TotalsRegistration.class);

  private final MBeanServer server;
  private final ObjectName name;

  private TotalsRegistration(MBeanServer server, ObjectName name) {
    this.server = server;
    this.name = name;
  }

  /** Registers the totals of a monitor; returns null if the JVM refuses that. */
  public static @Nullable TotalsRegistration of(FootprintMonitor monitor) {
    return of(monitor, ManagementFactory::getPlatformMBeanServer, System::nanoTime);
  }

  /**
   * Registers the totals of a monitor; returns null if that is refused.
   *
   * @param source finds the server, which may fail
   * @param nanoTime a clock in ns that never goes back
   */
  static @Nullable TotalsRegistration of(
      FootprintMonitor monitor, Supplier<MBeanServer> source, LongSupplier nanoTime) {
    try {
      return register(monitor, source.get(), nanoTime);
    } catch (JMException | RuntimeException | LinkageError e) {
      log.warn("JMX does not show the totals ({})", e.toString());
      return null;
    }
  }

  private static TotalsRegistration register(
      FootprintMonitor monitor, MBeanServer server, LongSupplier nanoTime) throws JMException {
    String app = monitor.setup().settings().app();
    TotalsBean bean =
        new TotalsBean(
            new ExpiringSupplier<>(FRESH, nanoTime, () -> TotalsReading.of(monitor))::get);
    for (int number = 1; ; number++) {
      try {
        ObjectName name = server.registerMBean(bean, name(app, number)).getObjectName();
        log.info("JMX shows the totals as {}", name);
        return new TotalsRegistration(server, name);
      } catch (InstanceAlreadyExistsException e) {
        // Another application has that name, or the version before this one, which still runs.
      }
    }
  }

  static ObjectName name(String app, int number) throws MalformedObjectNameException {
    return new ObjectName(
        "io.xfootprint:type=Totals,app="
            + ObjectName.quote(app)
            + (number > 1 ? ",number=" + number : ""));
  }

  ObjectName name() {
    return name;
  }

  /** Removes it. Throws nothing, as an application that stops has other work to do. */
  @Override
  public void close() {
    try {
      server.unregisterMBean(name);
    } catch (InstanceNotFoundException e) {
      // Somebody else has removed it.
    } catch (JMException | RuntimeException e) {
      log.warn("JMX keeps the totals of a stopped application ({})", e.toString());
    }
  }
}
