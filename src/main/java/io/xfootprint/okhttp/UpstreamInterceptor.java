// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.okhttp;

import io.xfootprint.FootprintContext;
import io.xfootprint.UpstreamCall;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * An interceptor of OkHttp that adds what other services say of their cost to the request that
 * calls them:
 *
 * <pre>{@code
 * Call.Factory calls = UpstreamInterceptor.calls(new OkHttpClient());  // once; Retrofit takes it too
 * calls.newCall(request).execute();                                    // or enqueue
 * }</pre>
 *
 * <p>As a network interceptor it sees each exchange, retries and redirects too, and none that
 * OkHttp's own cache answers. It asks services of {@code upstream.hosts} for a trailer, and counts
 * by it when the body has been read. Added to a client without {@link #calls} it knows the request
 * of {@code execute} alone, as {@code enqueue} leaves its thread. Safe for use by many threads.
 */
public final class UpstreamInterceptor implements Interceptor {

  private static final String TE = "TE";

  /** Creates an interceptor, to be added by {@code addNetworkInterceptor}. */
  public UpstreamInterceptor() {}

  /**
   * Returns calls of a client that count for the request whose thread makes them by {@code
   * newCall}.
   */
  public static Call.Factory calls(OkHttpClient client) {
    OkHttpClient counting =
        client.newBuilder().addNetworkInterceptor(new UpstreamInterceptor()).build();
    return request -> {
      FootprintContext context = FootprintContext.current();
      return counting.newCall(
          context.isPresent()
              ? request.newBuilder().tag(FootprintContext.class, context).build()
              : request);
    };
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Request request = chain.request();
    FootprintContext tag = request.tag(FootprintContext.class);
    UpstreamCall call =
        UpstreamCall.begin(
            tag == null ? FootprintContext.current() : tag,
            request.url().host(),
            request.url().port(),
            request.url().scheme());
    if (!call.isCounted()) {
      return chain.proceed(request);
    }
    boolean isAwaited = false;
    try {
      Response response = chain.proceed(asksForTrailer(request));
      ResponseBody body = response.body();
      isAwaited = body != null && call.awaitsTrailer(response::headers);
      if (body == null) {
        call.answered(response::headers);
      }
      return isAwaited
          ? response.newBuilder().body(new CountedBody(response, body, call)).build()
          : response;
    } finally {
      if (!isAwaited) {
        call.end();
      }
    }
  }

  /** RFC 9110 wants the name of the field in Connection too; HTTP/2 has no such field. */
  private static Request asksForTrailer(Request request) {
    return request.header(TE) == null
        ? request.newBuilder().header(TE, "trailers").addHeader("Connection", TE).build()
        : request;
  }
}
