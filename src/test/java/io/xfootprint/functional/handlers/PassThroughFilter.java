// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/** Wraps each request and its response once and does nothing, to tell what any wrapper changes. */
public final class PassThroughFilter implements Filter {

  private final boolean streamsToo;

  private PassThroughFilter(boolean streamsToo) {
    this.streamsToo = streamsToo;
  }

  public static PassThroughFilter ofResponses() {
    return new PassThroughFilter(false);
  }

  /** Wraps streams too, as every filter must that is to know when a response is committed. */
  public static PassThroughFilter ofResponsesAndStreams() {
    return new PassThroughFilter(true);
  }

  private static final class Request extends HttpServletRequestWrapper {

    Request(ServletRequest request) {
      super((HttpServletRequest) request);
    }

    static boolean isIn(ServletRequest request) {
      return request instanceof Request
          || (request instanceof ServletRequestWrapper wrapper
              && wrapper.isWrapperFor(Request.class));
    }
  }

  private static final class StreamResponse extends HttpServletResponseWrapper {

    StreamResponse(ServletResponse response) {
      super((HttpServletResponse) response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      return new Stream(super.getOutputStream());
    }
  }

  private static final class Stream extends ServletOutputStream {

    private final ServletOutputStream inner;

    Stream(ServletOutputStream inner) {
      this.inner = inner;
    }

    @Override
    public void write(int octet) throws IOException {
      inner.write(octet);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      inner.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      inner.flush();
    }

    @Override
    public void close() throws IOException {
      inner.close();
    }

    @Override
    public boolean isReady() {
      return inner.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      inner.setWriteListener(listener);
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (Request.isIn(request)) {
      chain.doFilter(request, response);
    } else {
      chain.doFilter(
          new Request(request),
          streamsToo
              ? new StreamResponse(response)
              : new HttpServletResponseWrapper((HttpServletResponse) response));
    }
  }
}
