// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jettyclient;

import io.xfootprint.FootprintContext;
import io.xfootprint.UpstreamCall;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * An exchange of Jetty's client, counted by its answer.
 *
 * <pre>{@code
 * newRequest -> onBegin -> answerBegan -> onHeaders -> onSuccess          most exchanges
 *                          answerBegan -> next() -> onBegin of the next   redirects
 * }</pre>
 *
 * <p>It ends with the body and not with the whole exchange: those who wait for the answer may hear
 * of that end first. Its methods are called one after the other, on any threads.
 */
final class CountedExchange
    implements Request.BeginListener,
        Response.HeadersListener,
        Response.SuccessListener,
        Response.FailureListener,
        Response.CompleteListener {

  private static final String ATTRIBUTE = CountedExchange.class.getName();

  private final FootprintContext context;

  /** Null until it has a connection. */
  private volatile @Nullable UpstreamCall call;

  private volatile @Nullable Response answer;

  CountedExchange(FootprintContext context) {
    this.context = context;
  }

  /** Returns the exchange of a request; null if it is not counted. */
  static @Nullable CountedExchange of(Request request) {
    return request.getAttributes().get(ATTRIBUTE) instanceof CountedExchange exchange
        ? exchange
        : null;
  }

  /** Follows a request, before others can listen to it. */
  void follow(Request request) {
    request
        .attribute(ATTRIBUTE, this)
        .onRequestBegin(this)
        .onResponseHeaders(this)
        .onResponseSuccess(this)
        .onResponseFailure(this)
        .onComplete(this);
  }

  /** The last time to change the request. An application may have set another host of it. */
  @Override
  public void onBegin(Request request) {
    UpstreamCall begun =
        UpstreamCall.begin(context, request.getHost(), request.getPort(), request.getScheme());
    call = begun;
    if (begun.isCounted() && !request.getHeaders().contains(HttpHeader.TE)) {
      // RFC 9110 wants the name of the field in Connection too; HTTP/2 takes that out again.
      request.headers(
          fields -> fields.put(HttpHeader.TE, "trailers").add(HttpHeader.CONNECTION, "TE"));
    }
  }

  /** Notes an answer, whose headers are still to come. */
  void answerBegan(Response response) {
    answer = response;
  }

  /** Counts the answer that the next exchange follows from, and returns that one. */
  CountedExchange next() {
    UpstreamCall begun = call;
    Response answered = answer;
    if (begun != null && answered != null) {
      begun.answered(answered.getHeaders()::getValuesList);
    }
    return new CountedExchange(context);
  }

  @Override
  public void onHeaders(Response response) {
    UpstreamCall begun = call;
    if (begun != null) {
      begun.awaitsTrailer(response.getHeaders()::getValuesList);
    }
  }

  @Override
  public void onSuccess(Response response) {
    UpstreamCall begun = call;
    HttpFields trailers = response.getTrailers();
    if (begun != null && trailers != null) {
      begun.endWithTrailer(trailers::getValuesList);
    }
    end();
  }

  @Override
  public void onFailure(Response response, Throwable failure) {
    end();
  }

  @Override
  public void onComplete(Result result) {
    end();
  }

  private void end() {
    UpstreamCall begun = call;
    if (begun != null) {
      begun.end();
    }
  }
}
