// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;

/** Speaks HTTP/2 without TLS from the first byte on, and shows trailers. */
public final class Http2Client implements AutoCloseable {

  private final HTTP2Client client = new HTTP2Client();
  private final Session session;
  private final int port;

  public Http2Client(int port) throws Exception {
    this.port = port;
    client.start();
    session =
        client
            .connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new Session.Listener() {})
            .get(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Sends a request with these headers, names and values in turn, and reads the whole answer. */
  public RawAnswer send(String method, String path, String... headers) throws Exception {
    HttpFields.Mutable fields = HttpFields.build();
    for (int i = 0; i < headers.length; i += 2) {
      fields.add(headers[i], headers[i + 1]);
    }
    MetaData.Request request =
        new MetaData.Request(
            method, HttpURI.from("http://localhost:" + port + path), HttpVersion.HTTP_2, fields);
    Reading reading = new Reading();
    session
        .newStream(new HeadersFrame(request, null, true), reading)
        .get(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    return reading.answer.get(Client.TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }

  /** Gathers one answer. */
  private static final class Reading implements Stream.Listener {

    private final CompletableFuture<RawAnswer> answer = new CompletableFuture<>();
    private final StringBuilder body = new StringBuilder();
    private final List<String> fields = new ArrayList<>();
    private final List<String> trailers = new ArrayList<>();
    private String status = "";

    @Override
    public void onHeaders(Stream stream, HeadersFrame frame) {
      if (frame.getMetaData() instanceof MetaData.Response response) {
        status = String.valueOf(response.getStatus());
        add(frame, fields);
      } else {
        add(frame, trailers);
      }
      if (frame.isEndStream()) {
        complete();
      } else {
        stream.demand();
      }
    }

    private static void add(HeadersFrame frame, List<String> lines) {
      frame
          .getMetaData()
          .getHttpFields()
          .forEach(
              field ->
                  lines.add(field.getName().toLowerCase(Locale.ROOT) + ": " + field.getValue()));
    }

    @Override
    public void onDataAvailable(Stream stream) {
      Stream.Data data = stream.readData();
      if (data == null) {
        stream.demand();
        return;
      }
      body.append(StandardCharsets.ISO_8859_1.decode(data.frame().getByteBuffer()));
      boolean last = data.frame().isEndStream();
      data.release();
      if (last) {
        complete();
      } else {
        stream.demand();
      }
    }

    @Override
    public void onReset(Stream stream, ResetFrame frame, Callback callback) {
      answer.completeExceptionally(new IllegalStateException(frame.toString()));
      callback.succeeded();
    }

    @Override
    public void onFailure(
        Stream stream, int error, String reason, Throwable failure, Callback callback) {
      answer.completeExceptionally(failure);
      callback.succeeded();
    }

    private void complete() {
      answer.complete(new RawAnswer(status, fields, body.toString(), trailers, true));
    }
  }

  @Override
  public void close() throws Exception {
    client.stop();
  }
}
