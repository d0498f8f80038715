// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.RequestAccount;
import io.xfootprint.body.CommitTracker;
import io.xfootprint.body.TrackedOutputStream;
import io.xfootprint.body.TrackedWriter;
import io.xfootprint.header.FootprintHeader;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The response that applications get. It sets our headers just before any call that may commit the
 * response, as the servlet API has no event for that; otherwise it is transparent.
 *
 * <p>Headers are always set on the response that the filter was given, not on {@code
 * getResponse()}: Tomcat splices objects of its own between the two during a forward or an include,
 * and those swallow headers.
 *
 * <p>It overrides methods of Servlet 6.1 too, such as {@code sendRedirect(String, int)}: the API's
 * wrapper hands them straight on, and their commit would pass unseen. On older containers nobody
 * calls them.
 */
final class FootprintResponse extends HttpServletResponseWrapper {

  private static final String CONTENT_LENGTH = "Content-Length";

  /** Statuses below are of interim answers, after which the answer itself follows. */
  private static final int FIRST_FINAL_STATUS = 200;

  private final Answer answer;
  private final CommitTracker tracker;
  private final RequestAccount account;

  /** Given to the application before; null if it has not asked, or reset the response since. */
  private @Nullable TrackedOutputStream stream;

  /** Given to the application before; null if it has not asked, or reset the response since. */
  private @Nullable TrackedWriter writer;

  /**
   * Creates a wrapper.
   *
   * @param tracker counts the bytes of the answer
   * @param account charged with the work of a write listener
   */
  FootprintResponse(
      HttpServletResponse response, Answer answer, CommitTracker tracker, RequestAccount account) {
    super(response);
    this.tracker = tracker;
    this.answer = answer;
    this.account = account;
  }

  /** Returns whether one of ours is in a chain of wrappers. */
  static boolean isIn(ServletResponse response) {
    return response instanceof FootprintResponse
        || (response instanceof HttpServletResponseWrapper wrapper
            && wrapper.isWrapperFor(FootprintResponse.class));
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream inner = super.getOutputStream();
    // The same object each time, as the container does.
    if (stream == null || !stream.wraps(inner)) {
      stream = new TrackedOutputStream(inner, tracker, account);
    }
    return stream;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter inner = super.getWriter();
    if (writer == null || !writer.wraps(inner)) {
      writer = new TrackedWriter(inner, tracker);
    }
    return writer;
  }

  @Override
  public void flushBuffer() throws IOException {
    tracker.beforeFlush();
    try {
      super.flushBuffer();
    } catch (IOException e) {
      throw tracker.failed(e);
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    beforeError(status);
    super.sendError(status);
    afterError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    beforeError(status);
    super.sendError(status, message);
    afterError(status);
  }

  private void beforeError(int status) {
    // With 102 and 103 Jetty sends an interim answer, which must not carry our headers.
    if (status >= FIRST_FINAL_STATUS) {
      if (status == SC_NOT_MODIFIED) {
        tracker.beforeNotModified();
      } else {
        answer.beforeMore();
      }
      tracker.beforeErrorPage();
    } else {
      tracker.beforeInterim();
    }
  }

  /** Notes an error that the container has accepted; not reached where it throws. */
  private void afterError(int status) {
    if (status >= FIRST_FINAL_STATUS) {
      answer.errorSent(status);
    }
  }

  private void beforeRedirect(int status) {
    if (status == SC_NOT_MODIFIED) {
      tracker.beforeNotModified();
    } else {
      tracker.beforeEnd();
    }
  }

  @Override
  public void setStatus(int status) {
    super.setStatus(status);
    answer.statusSet(status);
    // Asked back, as a container ignores the status that an included resource sets.
    if (status == SC_NOT_MODIFIED && getStatus() == status) {
      tracker.beforeNotModified();
    } else if (status == SC_SWITCHING_PROTOCOLS && getStatus() == status) {
      tracker.beforeInterim();
    }
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    tracker.beforeEnd();
    super.sendRedirect(location);
  }

  @Override
  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    tracker.beforeEnd();
    super.sendRedirect(location, clearBuffer);
  }

  @Override
  public void sendRedirect(String location, int status) throws IOException {
    beforeRedirect(status);
    super.sendRedirect(location, status);
  }

  @Override
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    beforeRedirect(status);
    super.sendRedirect(location, status, clearBuffer);
  }

  @Override
  public void setBufferSize(int size) {
    super.setBufferSize(size);
    tracker.bufferChanged();
  }

  @Override
  public void setContentLength(int length) {
    tracker.beforeDeclare(length);
    super.setContentLength(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    tracker.beforeDeclare(length);
    super.setContentLengthLong(length);
  }

  @Override
  public void setHeader(String name, @Nullable String value) {
    if (!isOurs(name)) {
      noteLength(name, value);
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, @Nullable String value) {
    if (!isOurs(name)) {
      noteLength(name, value);
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    noteLength(name, value);
    super.setIntHeader(name, value);
  }

  @Override
  public void addIntHeader(String name, int value) {
    noteLength(name, value);
    super.addIntHeader(name, value);
  }

  /**
   * Returns whether a header is one of ours, which applications cannot set. One that copies the
   * headers of another service, as a proxy does, would show the cost of that service as its own.
   */
  private static boolean isOurs(String name) {
    return FootprintHeader.NAME.equalsIgnoreCase(name)
        || FootprintHeader.TOTAL_NAME.equalsIgnoreCase(name);
  }

  private void noteLength(String name, @Nullable String value) {
    if (!CONTENT_LENGTH.equalsIgnoreCase(name)) {
      return;
    }
    if (value == null) {
      tracker.lengthInDoubt();
    } else {
      try {
        tracker.beforeDeclare(Long.parseLong(value.strip()));
      } catch (NumberFormatException e) {
        // The container gets the value as it is, and deals with it.
      }
    }
  }

  private void noteLength(String name, int value) {
    if (CONTENT_LENGTH.equalsIgnoreCase(name)) {
      tracker.beforeDeclare(value);
    }
  }

  /** {@inheritDoc} Once our trailer is set the application's fields go into it, beside ours. */
  @Override
  public void setTrailerFields(Supplier<Map<String, String>> supplier) {
    FootprintTrailer trailer = answer.trailer();
    if (trailer != null && trailer.isOffered()) {
      trailer.add(supplier, (HttpServletResponse) getResponse());
    } else {
      super.setTrailerFields(supplier);
    }
  }

  /** {@inheritDoc} The application gets back what it has set itself. */
  @Override
  public @Nullable Supplier<Map<String, String>> getTrailerFields() {
    FootprintTrailer trailer = answer.trailer();
    return trailer != null && trailer.isOffered()
        ? trailer.applicationFields()
        : super.getTrailerFields();
  }

  @Override
  public void reset() {
    // Throws once the answer is committed; then nothing of ours changes either.
    super.reset();
    stream = null;
    writer = null;
    FootprintTrailer trailer = answer.trailer();
    if (trailer != null) {
      trailer.afterReset();
    }
    tracker.resetHeaders();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    tracker.reset();
  }
}
