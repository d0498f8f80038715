// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.xfootprint.FootprintContext;
import io.xfootprint.functional.handlers.ThreadClock;
import jakarta.servlet.AsyncContext;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.slf4j.LoggerFactory;

/** Requests of every kind, with a log that says what they cost. */
public final class LoggedSite {

  /** Answered in any of the ways that there are. */
  public static final List<String> ALL_KINDS =
      List.of("/burn", "/error", "/exception", "/start", "/dispatch", "/wrapped", "/late", "/much");

  /** The first allocates a tenth of what the second does, and they use the same CPU time. */
  public static final List<String> GARBAGE = List.of("/little", "/much");

  private static final long BURNT_NANOS = 2_000_000;
  private static final long GARBAGE_NANOS = 6_000_000;
  private static final int LITTLE_BYTES = 1_000_000;
  private static final int MUCH_BYTES = 10 * LITTLE_BYTES;

  private static final int CHUNK_BYTES = 1_000;

  /** One in so many chunks lives on, among 8 MB that do. */
  private static final int SURVIVES = 10;

  private static final AtomicReferenceArray<byte[]> SURVIVORS = new AtomicReferenceArray<>(8_000);

  /** Where the other chunks go, so that the compiler cannot leave them out. */
  @SuppressWarnings("unused")
  private static volatile byte[] garbage;

  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          2,
          task -> {
            Thread thread = new Thread(task, "elsewhere");
            thread.setDaemon(true);
            return thread;
          });

  private LoggedSite() {}

  private static void burn() {
    ThreadClock.burn(BURNT_NANOS);
  }

  /** Uses as much CPU time whatever it allocates. */
  private static void allocate(int bytes) {
    long end = ThreadClock.cpuNanos() + GARBAGE_NANOS;
    for (int i = 0; i < bytes / CHUNK_BYTES; i++) {
      byte[] chunk = new byte[CHUNK_BYTES];
      if (i % SURVIVES == 0) {
        SURVIVORS.set(ThreadLocalRandom.current().nextInt(SURVIVORS.length()), chunk);
      } else {
        garbage = chunk;
      }
    }
    ThreadClock.burn(Math.max(0, end - ThreadClock.cpuNanos()));
  }

  private Executor wrapped() {
    return FootprintContext.current().wrap((Executor) threads);
  }

  private Site site(Path folder) {
    return Variant.FOOTPRINT
        .before(Site.of(folder))
        .servlet("/burn", (request, response) -> burn())
        .servlet(
            "/error",
            (request, response) -> {
              burn();
              response.sendError(500);
            })
        .servlet(
            "/exception",
            (request, response) -> {
              burn();
              throw new IllegalStateException("on purpose");
            })
        .servlet(
            "/start",
            (request, response) -> {
              AsyncContext context = request.startAsync();
              context.start(() -> burnAndComplete(context));
            })
        .servlet(
            "/dispatch",
            (request, response) -> {
              AsyncContext context = request.startAsync();
              wrapped().execute(() -> burnAndDispatch(context));
            })
        .servlet(
            "/wrapped",
            (request, response) -> {
              burn();
              AsyncContext context = request.startAsync();
              wrapped().execute(() -> burnAndComplete(context));
            })
        .servlet("/late", (request, response) -> wrapped().execute(LoggedSite::burn))
        .servlet("/little", (request, response) -> allocate(LITTLE_BYTES))
        .servlet("/much", (request, response) -> allocate(MUCH_BYTES))
        .servlet("/nothing", (request, response) -> {});
  }

  private static void burnAndComplete(AsyncContext context) {
    burn();
    context.complete();
  }

  private static void burnAndDispatch(AsyncContext context) {
    burn();
    context.dispatch("/burn");
  }

  public static void main(String[] arguments) throws Exception {
    ((Logger) LoggerFactory.getLogger("io.xfootprint")).setLevel(Level.INFO);
    ServerProcess.serve(new LoggedSite().site(Path.of(arguments[0])));
  }
}
