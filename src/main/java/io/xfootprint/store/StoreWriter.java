// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.database.Database;
import io.xfootprint.database.Database.CommitInDoubtException;
import io.xfootprint.database.Fault;
import io.xfootprint.database.FaultLog;
import io.xfootprint.ledger.CostCategory;
import io.xfootprint.ledger.LedgerSnapshot;
import io.xfootprint.ledger.Metric;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Statement;
import io.xfootprint.ledger.TenantReading;
import io.xfootprint.model.EnergyMethod;
import io.xfootprint.store.InstanceStore.EndedInstanceException;
import io.xfootprint.store.InstanceStore.StoredTotal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the books of this process again and again, and reads what the others have cost.
 *
 * <p>For use by one thread, which may block in the store.
 */
final class StoreWriter {

  /**
   * How often the clock may be set back while the store is away. After that, an hour gets longer.
   */
  private static final int MAX_BACKLOGS = 10;

  private static final BigInteger NANOJOULES_PER_JOULE = BigInteger.TEN.pow(9);

  private static final Logger log = LoggerFactory.getLogger(StoreWriter.class);

  private final InstanceStore store;
  private final Supplier<LedgerSnapshot> books;
  private final Consumer<OtherInstances> elsewhere;
  private final InstantSource clock;
  private final LongSupplier numbers;
  private final FaultLog faults;
  private final MonotonicTotals totals = new MonotonicTotals();

  /**
   * The last one is current. Earlier ones were current when the clock was set back, and are still
   * to be written.
   */
  private final List<WriteBacklog> backlogs = new ArrayList<>();

  private @Nullable Throwable tidyingFailure;

  private final AtomicBoolean lossReported = new AtomicBoolean();
  private volatile Statement stored = Statement.NONE;

  /** What tenants have cost in the books that were stored last; for use by the one thread. */
  private List<TenantReading> storedTenants = List.of();

  /**
   * Creates a writer that has written nothing yet.
   *
   * @param books closes the window and returns the books
   * @param elsewhere takes what other instances have cost
   * @param clock the calendar
   * @param numbers gives unique numbers above 0 for instances
   */
  StoreWriter(
      InstanceStore store,
      Supplier<LedgerSnapshot> books,
      Consumer<OtherInstances> elsewhere,
      InstantSource clock,
      LongSupplier numbers,
      FaultLog faults) {
    this.store = store;
    this.books = books;
    this.elsewhere = elsewhere;
    this.clock = clock;
    this.numbers = numbers;
    this.faults = faults;
    backlogs.add(new WriteBacklog(numbers.getAsLong(), Statement.NONE, hour()));
  }

  private LocalDateTime hour() {
    return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.HOURS);
  }

  /** Returns the time until the next write, or until the hour ends if that comes before. */
  Duration untilNext(Duration untilWrite) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    Duration untilHour = Duration.between(now, hour().plusHours(1));
    return untilWrite.compareTo(untilHour) < 0 ? untilWrite : untilHour;
  }

  /** Returns what tenants have cost in the books that were stored last. */
  List<TenantReading> storedTenants() {
    return storedTenants;
  }

  /** Returns what is stored of this process; any thread may call this. */
  Statement stored() {
    return stored;
  }

  /** Returns the number of the instance under which it writes. */
  long instance() {
    return backlogs.get(backlogs.size() - 1).instance();
  }

  /**
   * Counts for the hour that ends, and leaves the write to the next call of {@link #run}: at full
   * hours all instances would write at once, and in step from then on.
   */
  void countHour() {
    count(totals.update(books.get()), false);
  }

  /**
   * Writes once, and returns whether it has. The next call tries again what could not be stored.
   */
  boolean run() {
    try {
      if (!write(books.get(), false)) {
        faults.waitsForTheClock(clock.instant());
        return false;
      }
      faults.works();
      if (tidyingFailure != null) {
        // The store has just worked, so only the tidying failed.
        faults.tidyingFailed(tidyingFailure);
      }
    } catch (Throwable e) {
      // Even short memory, or what drivers throw undeclared, may be over the next time.
      faults.failed(e);
      return false;
    } finally {
      tidyingFailure = null;
    }
    try {
      store.tidy();
    } catch (Throwable e) {
      tidyingFailure = e;
    }
    return true;
  }

  /**
   * Writes for the last time, and returns whether it has; logs what is lost if that fails.
   *
   * @param again waits a moment after a failure, and returns whether there is time for another try
   */
  boolean runLast(LedgerSnapshot last, BooleanSupplier again) {
    while (true) {
      try {
        write(last, true);
        lossReported.set(true);
        faults.works();
        return true;
      } catch (Throwable e) {
        if (!Fault.of(e).mayPass() || !again.getAsBoolean()) {
          faults.failed(e);
          reportLoss(last);
          return false;
        }
      }
    }
  }

  /** Logs once what is not stored of these books; any thread may call this. */
  void reportLoss(LedgerSnapshot last) {
    if (lossReported.getAndSet(true)) {
      return;
    }
    Statement missing = last.sinceStart().minus(stored);
    faults.lost(
        missing.line(CostCategory.REQUESTS).get(Metric.REQUESTS)
            + " requests and "
            + missing.full().get(Metric.ENERGY_NANOJOULES).divide(NANOJOULES_PER_JOULE)
            + " J");
  }

  /** Returns whether it has written. Before the clock is set it does so for the last time only. */
  private boolean write(LedgerSnapshot snapshot, boolean last) throws SQLException {
    count(totals.update(snapshot), last);
    if (!backlogs.get(0).knowsHour()) {
      return false;
    }
    String method = snapshot.process().method().map(EnergyMethod::label).orElse("");
    store.open();
    while (backlogs.size() > 1) {
      store(method, true);
      backlogs.remove(0);
    }
    StoredTotal total = store(method, last);
    stored = totals.sums();
    storedTenants = snapshot.tenants();
    elsewhere.accept(
        OtherInstances.of(total.books().minus(stored), total.otherInstances(), total.methods()));
    return true;
  }

  private void count(Statement sums, boolean last) {
    WriteBacklog backlog = backlogs.get(backlogs.size() - 1);
    LocalDateTime hour = hour();
    if (hour.isBefore(WriteBacklog.FIRST_HOUR)) {
      hour = last && !backlog.knowsHour() ? WriteBacklog.FIRST_HOUR : backlog.openHour();
    }
    backlog.update(sums, hour);
    if (backlog.isAheadOf(hour) && backlogs.size() < MAX_BACKLOGS) {
      backlogs.add(new WriteBacklog(numbers.getAsLong(), sums, hour));
    }
  }

  /**
   * Stores the first backlog. It tries once more under another number if others have taken the
   * instance for lost, or if a restart of the server cut the connection in the commit.
   */
  private StoredTotal store(String method, boolean ended) throws SQLException {
    try {
      return store(backlogs.get(0), method, ended);
    } catch (CommitInDoubtException e) {
      if (!Database.wasCut(e)) {
        throw e;
      }
    } catch (EndedInstanceException e) {
      log.info("{}; this process goes on as a new one", e.getMessage());
      backlogs.set(0, backlogs.get(0).continuedAs(numbers.getAsLong()));
    }
    try {
      return store(backlogs.get(0), method, ended);
    } catch (EndedInstanceException e) {
      throw new SQLException(e);
    }
  }

  private StoredTotal store(WriteBacklog backlog, String method, boolean ended)
      throws SQLException, EndedInstanceException {
    if (backlog.isInDoubt()) {
      backlog.resolve(store.lastWrite(backlog.instance()));
    }
    try {
      StoredTotal total = store.write(backlog.write(method, ended));
      backlog.confirm();
      return total;
    } catch (CommitInDoubtException e) {
      throw e;
    } catch (SQLException | EndedInstanceException e) {
      // Anything else may have been thrown after the commit, so that leaves a doubt too.
      backlog.failed();
      throw e;
    }
  }
}
