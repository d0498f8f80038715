// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.database.ConnectionSource;
import io.xfootprint.database.Database;
import io.xfootprint.database.FaultLog;
import io.xfootprint.database.Schema;
import io.xfootprint.host.ProcessName;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Statement;
import io.xfootprint.live.SharedReadings;
import io.xfootprint.log.VersionLog;
import io.xfootprint.meter.DaemonThreads;
import io.xfootprint.meter.JdkModule;
import io.xfootprint.settings.SettingsException;
import io.xfootprint.settings.StoreSettings;
import io.xfootprint.upstream.UpstreamTotal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the totals of an application in a database, with those of its other instances.
 *
 * <p>A daemon thread writes and reads, and no request waits for it. The start waits {@value
 * #START_SECONDS} s at most. The end waits {@value #STOP_SECONDS} s, and {@value #JOIN_SECONDS} s
 * more if the database is silent. Safe for use by many threads.
 */
public final class TotalsStore implements StoredTotals {

  /** Time for the first read of the store, so that the first answer has the whole total. */
  private static final long START_SECONDS = 3;

  private static final long STOP_SECONDS = 5;

  /** How long the last write is tried again, with a pause between two tries. */
  private static final Duration LAST_TRIES = Duration.ofSeconds(STOP_SECONDS - 1);

  private static final Duration BETWEEN_LAST_TRIES = Duration.ofMillis(200);

  private static final Logger log = LoggerFactory.getLogger(TotalsStore.class);

  /** Time for the thread to end after that: a connect takes 4 s at most, and may begin late. */
  private static final long JOIN_SECONDS = 3;

  /** An instance counts as running for at least that long, as a slow one may miss some writes. */
  private static final Duration LEAST_ALIVE = Duration.ofMinutes(1);

  private final StoreSettings settings;
  private final String app;
  private final ConnectionSource connections;
  private final Duration aliveFor;
  private final String version;
  private final Database database;
  private final InstanceStore store;
  private final FaultLog faults;
  private final StoreReader reader;

  private volatile @Nullable StoreWriter writer;
  private volatile @Nullable UpstreamWriter upstream;
  private volatile @Nullable Thread thread;
  private volatile @Nullable LedgerSnapshot last;
  private volatile @Nullable LastWrite lastWrite;
  private volatile long closedNanoTime;
  private volatile boolean closing;
  private volatile boolean aborted;

  /** Writes what has tables of its own, each time the books are written. */
  private interface AfterBooks {
    void write(long instance, boolean isLast);
  }

  /** The moment of the last write of this process that has worked. */
  private record LastWrite(long nanoTime) {}

  TotalsStore(StoreSettings settings, String app, String version, ConnectionSource connections) {
    this.settings = settings;
    this.app = app;
    this.version = version;
    this.connections = connections;
    Duration someWrites = settings.interval().multipliedBy(3);
    aliveFor = someWrites.compareTo(LEAST_ALIVE) > 0 ? someWrites : LEAST_ALIVE;
    faults = new FaultLog(settings);
    Database read = new Database(connections);
    reader = new StoreReader(read, new TotalsHistory(read, app, aliveFor), this::stored);
    database = new Database(connections);
    store =
        new JdbcInstanceStore(
            database,
            Schema.ofThisVersion(),
            app,
            new InstanceName(ProcessName.ofThisProcess(), version),
            aliveFor,
            settings.retention());
  }

  /**
   * Finds the driver or DataSource of a store. Connects to nothing.
   *
   * @param app name of the application
   * @param version of the application
   * @throws SettingsException if there is none, or a module of the JDK is missing
   */
  public static TotalsStore of(StoreSettings settings, String app, String version) {
    // This comes first, as classes that use a missing module cannot be loaded.
    require(JdkModule.JAVA_SQL, settings);
    if (settings.isJndiName()) {
      require(JdkModule.JAVA_NAMING, settings);
    }
    return new TotalsStore(settings, app, version, ConnectionSource.of(settings));
  }

  private static void require(JdkModule module, StoreSettings settings) {
    if (!module.isVisible()) {
      throw settings.bad("left out here (" + module.missingSentence() + ")");
    }
  }

  /** Closes a store that was not started. */
  public void discard() {
    closing = true;
    reader.close();
    connections.close();
  }

  /**
   * Starts to write what the monitor counts, and to give it what other instances have counted.
   *
   * @throws SettingsException if the first attempt says that the address can never work
   */
  public void start(FootprintMonitor monitor) {
    log.info(
        "Totals of '{}' are kept in {}, written and read each {} s",
        app,
        settings,
        settings.interval().toMillis() / 1000.0);
    monitor.ledger().setOtherInstances(OtherInstances.UNREAD);
    SecureRandom random = new SecureRandom();
    StoreWriter created =
        new StoreWriter(
            store,
            monitor::closedBooks,
            monitor.ledger()::setOtherInstances,
            InstantSource.system(),
            () -> random.nextLong(1, Long.MAX_VALUE),
            faults);
    writer = created;
    VersionLog versionLog = new VersionLog(monitor.setup().settings().log());
    VersionWriter versions =
        new VersionWriter(
            new VersionTables(database, app),
            version,
            monitor.ledger()::distributions,
            versionLog::found);
    UpstreamWriter ofServices =
        new UpstreamWriter(new UpstreamTables(database, app), monitor.ledger()::upstream);
    upstream = ofServices;
    TenantWriter tenants = new TenantWriter(new TenantTables(database, app), System::nanoTime);
    AfterBooks others =
        (instance, isLast) -> {
          versions.run(instance, isLast);
          ofServices.run(instance);
          tenants.run(instance, created.storedTenants(), isLast);
        };
    CountDownLatch first = new CountDownLatch(1);
    Thread made =
        new DaemonThreads("x-footprint-store")
            .newThread(() -> writeUntilClosed(created, others, first));
    thread = made;
    made.start();
    try {
      if (first.await(START_SECONDS, TimeUnit.SECONDS) && !faults.impossible().isEmpty()) {
        discard();
        LockSupport.unpark(made);
        join(made, JOIN_SECONDS);
        throw settings.bad("an address at which totals can be kept (" + faults.impossible() + ")");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Writes once in each interval, from the start of one write to the start of the next, and once
   * more at the end; in between it counts when an hour ends. It is no task of an executor, which
   * would end a schedule on an exception, and throws one itself when memory is short.
   */
  private void writeUntilClosed(StoreWriter writing, AfterBooks others, CountDownLatch first) {
    long write = System.nanoTime();
    while (!closing) {
      long begin = System.nanoTime();
      boolean isWrite = write - begin <= 0;
      write = isWrite ? begin + settings.interval().toNanos() : write;
      long due = write;
      try {
        due = begin + writing.untilNext(Duration.ofNanos(write - begin)).toNanos();
        if (!isWrite) {
          writing.countHour();
        } else if (writing.run()) {
          lastWrite = new LastWrite(System.nanoTime());
          others.write(writing.instance(), false);
        }
      } catch (Throwable e) {
        // It could not even be logged. The next write may work.
      }
      first.countDown();
      while (!closing && due - System.nanoTime() > 0) {
        park(due - System.nanoTime());
      }
    }
    writeLast(writing, others);
  }

  private void park(long nanos) {
    LockSupport.parkNanos(this, nanos);
    // An interrupted thread would not park the next time.
    boolean unused = Thread.interrupted();
  }

  private void writeLast(StoreWriter ending, AfterBooks others) {
    LedgerSnapshot books = last;
    try {
      if (books != null && ending.runLast(books, this::mayTryAgain)) {
        others.write(ending.instance(), true);
      }
    } finally {
      store.close();
    }
  }

  private boolean mayTryAgain() {
    park(BETWEEN_LAST_TRIES.toNanos());
    return !aborted && System.nanoTime() - closedNanoTime < LAST_TRIES.toNanos();
  }

  /** Returns how long ago this process has last written; empty if it has not yet. */
  public Optional<Duration> sinceLastWrite() {
    LastWrite last = lastWrite;
    return last == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(System.nanoTime() - last.nanoTime()));
  }

  /** Returns what the instances share of a service that tells the carbon intensity. */
  public SharedReadings sharedReadings() {
    return new GridClaims(new Database(connections), app);
  }

  @Override
  public TotalsHistory history() {
    return new TotalsHistory(new Database(connections), app, aliveFor);
  }

  /**
   * Asks the store about the past. The answer comes with what this process had stored by then.
   * Waits 2 s at most.
   *
   * @throws StoreException if it does not answer
   */
  public <T> StoreReading<T> read(StoreReading.Question<T> question) throws StoreException {
    return reader.read(question);
  }

  /** Returns a question: what other services have told all instances but this process, by route. */
  public StoreReading.Question<Map<String, UpstreamTotal>> upstreamElsewhere() {
    return new UpstreamElsewhere(app, this::upstreamShare);
  }

  private UpstreamShare upstreamShare() {
    UpstreamWriter running = upstream;
    return running == null ? UpstreamShare.NONE : running.share();
  }

  private Statement stored() {
    StoreWriter running = writer;
    return running == null ? Statement.NONE : running.stored();
  }

  /**
   * Writes for the last time and closes the database. A second call does nothing.
   *
   * @param books the closed books
   */
  public void close(LedgerSnapshot books) {
    if (closing) {
      return;
    }
    last = books;
    closedNanoTime = System.nanoTime();
    closing = true;
    Thread running = thread;
    if (running != null) {
      end(running, books);
    }
    reader.close();
    connections.close();
    if (running != null) {
      join(running, JOIN_SECONDS);
    }
  }

  /** Waits for the last write, and logs what is lost if there is no time for it. */
  private void end(Thread running, LedgerSnapshot books) {
    LockSupport.unpark(running);
    boolean hasEnded = join(running, STOP_SECONDS);
    if (!hasEnded) {
      StoreWriter ending = writer;
      if (ending != null && !Thread.currentThread().isInterrupted()) {
        // This comes first: failures that are caused by the abort are not logged after it.
        ending.reportLoss(books);
      }
      aborted = true;
      store.abort();
      running.interrupt();
    }
  }

  /** Waits for a thread and returns whether it has ended. */
  private static boolean join(Thread running, long seconds) {
    try {
      running.join(TimeUnit.SECONDS.toMillis(seconds));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return !running.isAlive();
  }
}
