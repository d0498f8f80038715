// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to write a body through the filter, piece by piece.
 *
 * <p>The container's stream copies into a buffer of 32 KiB, as Jetty's does by default, and is
 * committed when that is full.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class BodyBenchmark {

  private static final int BUFFER = 32 * 1024;

  /** Bytes of the body. */
  @Param({"8192", "1048576"})
  public int body;

  /** Bytes of each piece. */
  @Param({"1", "100", "8192"})
  public int piece;

  /** Whether the filter is there. */
  @Param({"false", "true"})
  public boolean filtered;

  private final FootprintFilter filter = new FootprintFilter();
  private final Response response = new Response();
  private byte[] bytes = {};
  private String text = "";

  /** Creates the state, for JMH. */
  public BodyBenchmark() {}

  /** Starts the filter. */
  @Setup
  public void start() throws ServletException {
    filter.init(Container.filterConfig(Map.of()));
    text = "a".repeat(piece);
    bytes = text.getBytes(StandardCharsets.UTF_8);
  }

  /** Stops it. */
  @TearDown
  public void stop() {
    filter.destroy();
  }

  private Object serve(FilterChain servlet) throws IOException, ServletException {
    response.reset();
    if (filtered) {
      filter.doFilter(new Container.Request(), response, servlet);
    } else {
      servlet.doFilter(new Container.Request(), response);
    }
    return response;
  }

  /** A stream. */
  @Benchmark
  public Object stream() throws IOException, ServletException {
    return serve((request, given) -> writeBytes(given));
  }

  /** A stream, with a declared length. */
  @Benchmark
  public Object streamOfLength() throws IOException, ServletException {
    return serve(
        (request, given) -> {
          given.setContentLength(body);
          writeBytes(given);
        });
  }

  /** A writer. */
  @Benchmark
  public Object writer() throws IOException, ServletException {
    return serve((request, given) -> writeText(given));
  }

  /** A writer, with a declared length. */
  @Benchmark
  public Object writerOfLength() throws IOException, ServletException {
    return serve(
        (request, given) -> {
          given.setContentLength(body);
          writeText(given);
        });
  }

  private void writeBytes(ServletResponse given) throws IOException {
    ServletOutputStream out = given.getOutputStream();
    for (int i = 0; i < body; i += piece) {
      if (piece == 1) {
        out.write('a');
      } else {
        out.write(bytes, 0, Math.min(piece, body - i));
      }
    }
  }

  private void writeText(ServletResponse given) throws IOException {
    PrintWriter out = given.getWriter();
    for (int i = 0; i < body; i += piece) {
      if (piece == 1) {
        out.write('a');
      } else {
        out.write(text, 0, Math.min(piece, body - i));
      }
    }
  }

  /** A response whose bytes go nowhere once its buffer is full. */
  private static final class Response extends HttpServletResponseWrapper {

    private final Sink sink = new Sink();
    private PrintWriter writer =
        new PrintWriter(new OutputStreamWriter(sink, StandardCharsets.UTF_8));
    private String headers = "";

    Response() {
      super(new Container.Response());
    }

    @Override
    public void reset() {
      sink.used = 0;
      sink.committed = false;
      writer = new PrintWriter(new OutputStreamWriter(sink, StandardCharsets.UTF_8));
    }

    @Override
    public void setHeader(String name, String value) {
      headers = value;
    }

    @Override
    public void setContentLength(int length) {}

    @Override
    public ServletOutputStream getOutputStream() {
      return sink;
    }

    @Override
    public PrintWriter getWriter() {
      return writer;
    }

    @Override
    public String getCharacterEncoding() {
      return "UTF-8";
    }

    @Override
    public int getBufferSize() {
      return BUFFER;
    }

    @Override
    public boolean isCommitted() {
      return sink.committed;
    }

    @Override
    public String toString() {
      return headers;
    }
  }

  private static final class Sink extends ServletOutputStream {

    private final byte[] buffer = new byte[BUFFER];
    private int used;
    private boolean committed;

    @Override
    public void write(int octet) {
      if (used == BUFFER) {
        send();
      }
      buffer[used++] = (byte) octet;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      int left = length;
      while (left > 0) {
        if (used == BUFFER) {
          send();
        }
        int part = Math.min(left, BUFFER - used);
        System.arraycopy(from, offset + length - left, buffer, used, part);
        used += part;
        left -= part;
      }
    }

    private void send() {
      committed = true;
      used = 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
