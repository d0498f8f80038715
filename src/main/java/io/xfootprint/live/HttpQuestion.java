// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP question and its answer: no redirects, no compression, no password of the JVM's, at most
 * {@value #MOST_BYTES} bytes, and a connection that is closed afterwards.
 *
 * <p>It is {@code HttpURLConnection} and not the newer client, which keeps a thread for as long as
 * it likes: a container would call that a leak.
 */
final class HttpQuestion implements Runnable {

  /** A day of quarters of an hour takes 30 kB. */
  private static final int MOST_BYTES = 65_536;

  private static final int OK = 200;

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  /** Knows no user, where the JVM's own may know one for a proxy or for another host. */
  private static final class NoUser extends Authenticator {}

  private final URI address;
  private final Map<String, String> headers;
  private final Duration timeout;
  private final InstantSource clock;
  private volatile @Nullable HttpURLConnection connection;
  private volatile boolean readsBody;
  private volatile boolean aborted;

  /** Written by the thread that asks, and read after its end. */
  private @Nullable Json answer;

  private @Nullable RefusedAnswerException refusal;

  HttpQuestion(URI address, Map<String, String> headers, Duration timeout, InstantSource clock) {
    this.address = address;
    this.headers = headers;
    this.timeout = timeout;
    this.clock = clock;
  }

  @Override
  public void run() {
    try {
      answer = ask();
    } catch (RefusedAnswerException e) {
      refusal = e;
    } catch (IOException | RuntimeException | LinkageError e) {
      // Messages of the JDK hold whole addresses, with their parameters.
      refusal =
          new RefusedAnswerException("it cannot be asked (" + e.getClass().getSimpleName() + ")");
    }
  }

  /** Returns the answer, once the thread has ended. */
  Json answer() throws RefusedAnswerException {
    RefusedAnswerException reason = refusal;
    if (reason != null) {
      throw reason;
    }
    Json known = answer;
    if (known == null) {
      throw new RefusedAnswerException("it cannot be asked");
    }
    return known;
  }

  /** Ends the question. A thread that reads a body ends with the next piece of it. */
  void abort() {
    aborted = true;
    HttpURLConnection open = connection;
    if (open != null && !readsBody) {
      open.disconnect();
    }
  }

  private Json ask() throws IOException, RefusedAnswerException {
    HttpURLConnection open = (HttpURLConnection) address.toURL().openConnection();
    connection = open;
    try {
      open.setInstanceFollowRedirects(false);
      open.setUseCaches(false);
      open.setAuthenticator(new NoUser());
      open.setConnectTimeout((int) timeout.toMillis());
      open.setReadTimeout((int) timeout.toMillis());
      open.setRequestProperty("Accept", "application/json");
      open.setRequestProperty("User-Agent", "x-footprint");
      open.setRequestProperty("Connection", "close");
      headers.forEach(open::setRequestProperty);
      int status = open.getResponseCode();
      if (status != OK) {
        throw new RefusedAnswerException(status, retryAfter(open.getHeaderField("Retry-After")));
      }
      String encoding = open.getContentEncoding();
      if (encoding != null && !encoding.equals("identity")) {
        throw new RefusedAnswerException("its answer is compressed, which was not asked for");
      }
      return Json.of(body(open));
    } finally {
      open.disconnect();
    }
  }

  private byte[] body(HttpURLConnection open) throws IOException, RefusedAnswerException {
    readsBody = true;
    try (InputStream in = open.getInputStream()) {
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      byte[] piece = new byte[8192];
      int length = in.read(piece);
      while (length >= 0) {
        body.write(piece, 0, length);
        if (body.size() > MOST_BYTES) {
          // Closing reads the rest of a chunked body, without end if there is none.
          open.disconnect();
          throw new RefusedAnswerException("its answer has more than " + MOST_BYTES + " bytes");
        }
        if (aborted) {
          throw new IOException("the time is over");
        }
        length = in.read(piece);
      }
      return body.toByteArray();
    }
  }

  /** Returns how long to wait by a header in seconds or with a date; zero if it says neither. */
  private Duration retryAfter(@Nullable String header) {
    if (header == null) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ZERO;
    if (header.matches("[0-9]{1,9}")) {
      wait = Duration.ofSeconds(Long.parseLong(header));
    } else {
      try {
        Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
        wait = Duration.between(clock.instant(), until);
      } catch (DateTimeException e) {
        return Duration.ZERO;
      }
    }
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }
}
