// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jettyclient;

import org.eclipse.jetty.client.ProtocolHandler;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.jspecify.annotations.Nullable;

/** A protocol handler that shows each answer to its exchange, and handles none. */
final class AnswerWatch implements ProtocolHandler {

  @Override
  public String getName() {
    return "footprint";
  }

  @Override
  public boolean accept(Request request, Response response) {
    CountedExchange exchange = CountedExchange.of(request);
    if (exchange != null) {
      exchange.answerBegan(response);
    }
    return false;
  }

  @Override
  public Response.@Nullable Listener getResponseListener() {
    return null;
  }
}
