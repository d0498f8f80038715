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
 * Writes the books of this process again and again, and tells what the others have cost.
 *
 * <p>For use by one thread, which may block in the store.
 */
final class StoreWriter {

  /** So many times the clock may be set back while the store is away; then an hour gets longer. */
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

  /** The last one counts; those before it are of a clock that was set back, and to be stored. */
  private final List<WriteBacklog> backlogs = new ArrayList<>();

  private @Nullable Throwable tidyingFailure;

  private final AtomicBoolean lossReported = new AtomicBoolean();
  private volatile Statement stored = Statement.NONE;

  /**
   * Creates a writer that has written nothing yet.
   *
   * @param books closes the window and returns the books
   * @param elsewhere is told what other instances have cost
   * @param clock the calendar
   * @param numbers gives instances numbers above 0 that no other one has
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

  /** Returns the time until the next write: an interval, or until the hour ends. */
  Duration untilNext(Duration interval) {
    LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    Duration untilHour = Duration.between(now, hour().plusHours(1));
    return interval.compareTo(untilHour) < 0 ? interval : untilHour;
  }

  /** Returns what is stored of this process; may be called by any thread. */
  Statement stored() {
    return stored;
  }

  /** Writes once; what could not be stored is tried again at the next call. */
  void run() {
    try {
      if (!write(books.get(), false)) {
        faults.waitsForTheClock(clock.instant());
        return;
      }
      faults.works();
      if (tidyingFailure != null) {
        // It was not the store that failed, as that has just worked.
        faults.tidyingFailed(tidyingFailure);
      }
    } catch (Throwable e) {
      // Also memory that is short, or what drivers throw undeclared: it may work the next time.
      faults.failed(e);
      return;
    } finally {
      tidyingFailure = null;
    }
    try {
      store.tidy();
    } catch (Throwable e) {
      tidyingFailure = e;
    }
  }

  /**
   * Writes for the last time, and says what is lost if it fails.
   *
   * @param again waits a moment after a failure, and tells whether there is time to try again
   */
  void runLast(LedgerSnapshot last, BooleanSupplier again) {
    while (true) {
      try {
        write(last, true);
        faults.works();
        return;
      } catch (Throwable e) {
        if (!Fault.of(e).mayPass() || !again.getAsBoolean()) {
          faults.failed(e);
          reportLoss(last);
          return;
        }
      }
    }
  }

  /** Says once what of these books is not stored; may be called by any thread. */
  void reportLoss(LedgerSnapshot last) {
    if (lossReported.getAndSet(true)) {
      return;
    }
    Statement missing = last.sinceStart().minus(stored);
    faults.lost(
        missing.line(CostCategory.REQUESTS).get(Metric.REQUESTS)
            + " requests and "
            + missing.total().get(Metric.ENERGY_NANOJOULES).divide(NANOJOULES_PER_JOULE)
            + " J");
  }

  /** Returns whether it has, which it does not until the hour is known, but for the last time. */
  private boolean write(LedgerSnapshot snapshot, boolean last) throws SQLException {
    look(totals.update(snapshot), last);
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
    elsewhere.accept(
        OtherInstances.of(total.books().minus(stored), total.otherInstances(), total.methods()));
    return true;
  }

  private void look(Statement sums, boolean last) {
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
   * Stores the first backlog: under another number if others have taken its instance for lost, and
   * once more if the connection was cut in the commit, as by a server that was started again.
   */
  private StoredTotal store(String method, boolean ended) throws SQLException {
    try {
      return store(backlogs.get(0), method, ended);
    } catch (CommitInDoubtException e) {
      if (!Database.wasCut(e)) {
        throw e;
      }
    } catch (EndedInstanceException e) {
      log.info("{}; it goes on as another", e.getMessage());
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
