// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.meter.DaemonThreads;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Asks addresses, each within a limited time. A socket has a limit for each read alone, and the
 * look-up of a name has none, so each question has a thread of its own, which is left behind when
 * the time is over. It ends with its socket; until then nothing else is asked.
 *
 * <p>For use by one thread. Any thread may call {@link #abort}.
 */
final class HttpQuestions {

  private final Duration timeout;
  private final InstantSource clock;
  private final ThreadFactory threads = new DaemonThreads("x-footprint-grid-question");
  private volatile @Nullable HttpQuestion last;
  private @Nullable Thread lastThread;
  private volatile boolean aborted;

  /**
   * Creates questions.
   *
   * @param timeout for a whole answer
   * @param clock the calendar
   */
  HttpQuestions(Duration timeout, InstantSource clock) {
    this.timeout = timeout;
    this.clock = clock;
  }

  /**
   * Returns the JSON at an address.
   *
   * @param headers of the question, by their names
   * @throws RefusedAnswerException if there is none in time
   */
  Json get(URI address, Map<String, String> headers) throws RefusedAnswerException {
    Thread earlier = lastThread;
    if (earlier != null && earlier.isAlive()) {
      throw new RefusedAnswerException("an earlier question still waits");
    }
    HttpQuestion question = new HttpQuestion(address, headers, timeout, clock);
    Thread thread = threads.newThread(question);
    last = question;
    lastThread = thread;
    if (aborted) {
      throw new RefusedAnswerException("it is asked no more");
    }
    thread.start();
    try {
      thread.join(timeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) {
      question.abort();
      throw new RefusedAnswerException(
          "it gives no whole answer within " + timeout.toMillis() / 1000.0 + " s");
    }
    return question.answer();
  }

  /** Ends the question that is asked, and asks no more. */
  void abort() {
    aborted = true;
    HttpQuestion open = last;
    if (open != null) {
      open.abort();
    }
  }

  /** Waits for the thread of the last question, which has been ended. */
  void join(long millis) throws InterruptedException {
    Thread thread = lastThread;
    if (thread != null) {
      thread.join(millis);
    }
  }
}
