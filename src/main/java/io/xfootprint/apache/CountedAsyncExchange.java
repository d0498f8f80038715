// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.apache;

import io.xfootprint.FootprintContext;
import io.xfootprint.UpstreamCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncDataConsumer;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.jspecify.annotations.Nullable;

/**
 * An exchange whose answer comes on a thread of the client. Its request is noted when the call is
 * handed over, as each exchange begins on one of those threads too.
 */
final class CountedAsyncExchange implements AsyncExecCallback {

  private static final String CONTEXT = FootprintContext.class.getName();

  private final AsyncExecCallback callback;
  private final UpstreamCall call;

  private CountedAsyncExchange(AsyncExecCallback callback, UpstreamCall call) {
    this.callback = callback;
    this.call = call;
  }

  /** Notes the request that is current on the thread that hands a call over. */
  static void keepContext(
      HttpRequest request,
      @Nullable AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    FootprintContext current = FootprintContext.current();
    scope.clientContext.setAttribute(CONTEXT, current.isPresent() ? current : null);
    chain.proceed(request, body, scope, callback);
  }

  /** Sends one exchange. */
  static void execute(
      HttpRequest request,
      @Nullable AsyncEntityProducer body,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    UpstreamCall call =
        scope.clientContext.getAttribute(CONTEXT) instanceof FootprintContext context
            ? UpstreamExchanges.begin(context, scope.route)
            : null;
    if (call == null || !call.isCounted()) {
      chain.proceed(request, body, scope, callback);
      return;
    }
    if (!request.containsHeader(HttpHeaders.TE)) {
      // Not in Connection, as RFC 9110 wants for HTTP/1.1: over HTTP/2, which has no such field,
      // this
      // client would send it, and a server refuse it.
      request.addHeader(HttpHeaders.TE, "trailers");
    }
    chain.proceed(request, body, scope, new CountedAsyncExchange(callback, call));
  }

  @Override
  public @Nullable AsyncDataConsumer handleResponse(
      HttpResponse answer, @Nullable EntityDetails details) throws HttpException, IOException {
    boolean isAwaited = false;
    if (details == null) {
      call.answered(UpstreamExchanges.fields(answer));
    } else {
      isAwaited = call.awaitsTrailer(UpstreamExchanges.fields(answer));
    }
    AsyncDataConsumer consumer = callback.handleResponse(answer, details);
    return isAwaited && consumer != null ? new CountedConsumer(consumer, call) : consumer;
  }

  @Override
  public void handleInformationResponse(HttpResponse answer) throws HttpException, IOException {
    callback.handleInformationResponse(answer);
  }

  @Override
  public void completed() {
    call.end();
    callback.completed();
  }

  @Override
  public void failed(Exception cause) {
    call.end();
    callback.failed(cause);
  }

  private record CountedConsumer(AsyncDataConsumer consumer, UpstreamCall call)
      implements AsyncDataConsumer {

    @Override
    public void updateCapacity(CapacityChannel channel) throws IOException {
      consumer.updateCapacity(channel);
    }

    @Override
    public void consume(ByteBuffer data) throws IOException {
      consumer.consume(data);
    }

    @Override
    public void streamEnd(@Nullable List<? extends Header> trailer)
        throws HttpException, IOException {
      if (trailer != null) {
        call.endWithTrailer(UpstreamExchanges.fields(trailer));
      }
      call.end();
      consumer.streamEnd(trailer);
    }

    @Override
    public void releaseResources() {
      call.end();
      consumer.releaseResources();
    }
  }
}
