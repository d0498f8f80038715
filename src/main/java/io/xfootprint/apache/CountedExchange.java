// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.apache;

import io.xfootprint.FootprintContext;
import io.xfootprint.UpstreamCall;
import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * An exchange on the thread of its request, counted by the headers of its answer. This client finds
 * a trailer in the stream that it has read alone: who wraps the stream to see its end takes the
 * trailer away from the application.
 */
final class CountedExchange implements ExecChainHandler {

  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
      throws IOException, HttpException {
    UpstreamCall call = UpstreamExchanges.begin(FootprintContext.current(), scope.route);
    try {
      ClassicHttpResponse answer = chain.proceed(request, scope);
      call.answered(UpstreamExchanges.fields(answer));
      return answer;
    } finally {
      call.end();
    }
  }
}
