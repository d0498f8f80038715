// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.upstream;

import io.xfootprint.apache.UpstreamExchanges;
import io.xfootprint.httpclient.UpstreamHttpClient;
import io.xfootprint.jettyclient.UpstreamJettyClient;
import io.xfootprint.okhttp.UpstreamInterceptor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Result;

/** A client that asks other services, and whether it shows trailers. */
enum Caller {
  JDK(false) {
    @Override
    CompletableFuture<String> send(Clients clients, String url) throws Exception {
      return CompletableFuture.completedFuture(
          clients.jdk.send(request(url), BodyHandlers.ofString()).body());
    }
  },
  JDK_ASYNC(false) {
    @Override
    CompletableFuture<String> send(Clients clients, String url) {
      return clients
          .jdk
          .sendAsync(request(url), BodyHandlers.ofString())
          .thenApply(answer -> answer.body());
    }
  },
  OKHTTP(true) {
    @Override
    CompletableFuture<String> send(Clients clients, String url) throws Exception {
      try (Response answer = clients.ok.newCall(okRequest(url)).execute()) {
        return CompletableFuture.completedFuture(answer.body().string());
      }
    }
  },
  OKHTTP_ASYNC(true) {
    @Override
    CompletableFuture<String> send(Clients clients, String url) {
      CompletableFuture<String> sent = new CompletableFuture<>();
      clients
          .ok
          .newCall(okRequest(url))
          .enqueue(
              new Callback() {
                @Override
                public void onResponse(Call call, Response answer) throws IOException {
                  try (answer) {
                    sent.complete(answer.body().string());
                  } catch (IOException e) {
                    sent.completeExceptionally(e);
                  }
                }

                @Override
                public void onFailure(Call call, IOException e) {
                  sent.completeExceptionally(e);
                }
              });
      return sent;
    }
  },
  APACHE(false) {
    @Override
    CompletableFuture<String> send(Clients clients, String url) throws Exception {
      return CompletableFuture.completedFuture(
          clients.apache.execute(
              new HttpGet(url),
              answer ->
                  answer.getEntity() == null ? "" : EntityUtils.toString(answer.getEntity())));
    }
  },
  APACHE_ASYNC(true) {
    @Override
    CompletableFuture<String> send(Clients clients, String url) {
      CompletableFuture<String> sent = new CompletableFuture<>();
      SimpleHttpRequest request = SimpleRequestBuilder.get(url).build();
      var unused =
          clients.apacheAsync.execute(
              request,
              new FutureCallback<SimpleHttpResponse>() {
                @Override
                public void completed(SimpleHttpResponse answer) {
                  sent.complete(answer.getBodyText() == null ? "" : answer.getBodyText());
                }

                @Override
                public void failed(Exception e) {
                  sent.completeExceptionally(e);
                }

                @Override
                public void cancelled() {
                  sent.cancel(true);
                }
              });
      return sent;
    }
  },
  JETTY(true) {
    @Override
    CompletableFuture<String> send(Clients clients, String url) throws Exception {
      return CompletableFuture.completedFuture(clients.jetty.GET(url).getContentAsString());
    }
  },
  JETTY_ASYNC(true) {
    @Override
    CompletableFuture<String> send(Clients clients, String url) {
      CompletableFuture<String> sent = new CompletableFuture<>();
      clients
          .jetty
          .newRequest(url)
          .send(
              new BufferingResponseListener() {
                @Override
                public void onComplete(Result result) {
                  if (result.isFailed()) {
                    sent.completeExceptionally(result.getFailure());
                  } else {
                    sent.complete(getContentAsString());
                  }
                }
              });
      return sent;
    }
  };

  private static final long PATIENCE_SECONDS = 30;

  private final boolean showsTrailers;

  Caller(boolean showsTrailers) {
    this.showsTrailers = showsTrailers;
  }

  boolean showsTrailers() {
    return showsTrailers;
  }

  /** Sends a GET on the calling thread, and reads all of the answer. */
  abstract CompletableFuture<String> send(Clients clients, String url) throws Exception;

  /** Sends a GET and waits for all of the answer. */
  String get(Clients clients, String url) throws Exception {
    return send(clients, url).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url)).build();
  }

  private static Request okRequest(String url) {
    return new Request.Builder().url(url).build();
  }

  /** One client of each kind. */
  static final class Clients implements AutoCloseable {

    private final HttpClient jdk =
        UpstreamHttpClient.of(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build());
    private final OkHttpClient okClient = new OkHttpClient();
    private final Call.Factory ok = UpstreamInterceptor.calls(okClient);
    private final CloseableHttpClient apache =
        UpstreamExchanges.countedBy(HttpClients.custom()).build();
    private final CloseableHttpAsyncClient apacheAsync =
        UpstreamExchanges.countedBy(HttpAsyncClients.custom()).build();
    private final org.eclipse.jetty.client.HttpClient jetty = new UpstreamJettyClient();

    Clients() throws Exception {
      apacheAsync.start();
      jetty.start();
    }

    @Override
    public void close() throws Exception {
      okClient.dispatcher().executorService().shutdown();
      okClient.connectionPool().evictAll();
      apache.close();
      apacheAsync.close();
      jetty.stop();
    }
  }
}
