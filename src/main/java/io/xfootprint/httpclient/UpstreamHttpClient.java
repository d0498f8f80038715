// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.httpclient;

import io.xfootprint.UpstreamCall;
import java.io.IOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A client of the JDK that adds what other services say of their cost to the request that calls
 * them:
 *
 * <pre>{@code
 * HttpClient client = UpstreamHttpClient.of(HttpClient.newHttpClient());  // once
 * client.send(request, BodyHandlers.ofString());                          // or sendAsync
 * }</pre>
 *
 * <p>A client and no body handler, as a handler sees neither the address, nor the answers before a
 * redirect, nor that there is no answer. Answers count when the client hands them over; this client
 * shows no trailers. WebSockets and what servers push are not counted. Who made the given client
 * closes it. Safe for use by many threads.
 */
public final class UpstreamHttpClient extends HttpClient {

  private final HttpClient client;

  private UpstreamHttpClient(HttpClient client) {
    this.client = client;
  }

  /** Returns a client that sends by the given one. */
  public static HttpClient of(HttpClient client) {
    return new UpstreamHttpClient(client);
  }

  @Override
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws IOException, InterruptedException {
    UpstreamCall call = UpstreamCall.begin(request.uri());
    try {
      HttpResponse<T> response = client.send(request, handler);
      count(call, response);
      return response;
    } catch (ConnectException | HttpConnectTimeoutException e) {
      call.drop();
      throw e;
    } finally {
      call.end();
    }
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler) {
    UpstreamCall call = UpstreamCall.begin(request.uri());
    return counted(call, client.sendAsync(request, handler));
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(
      HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushed) {
    UpstreamCall call = UpstreamCall.begin(request.uri());
    return counted(call, client.sendAsync(request, handler, pushed));
  }

  private static <T> CompletableFuture<HttpResponse<T>> counted(
      UpstreamCall call, CompletableFuture<HttpResponse<T>> sent) {
    return call.isPresent()
        ? new CountedFuture<>(sent, (answer, failure) -> end(call, answer, failure))
        : sent;
  }

  private static void end(
      UpstreamCall call, @Nullable HttpResponse<?> answer, @Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (answer != null) {
      count(call, answer);
    } else if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      call.drop();
    }
    call.end();
  }

  /** Counts an answer, after those that it came by: redirects and refusals without a password. */
  private static void count(UpstreamCall first, HttpResponse<?> answer) {
    UpstreamCall call = first;
    if (answer.previousResponse().isPresent()) {
      count(first, answer.previousResponse().get());
      call = first.beginNext(answer.request().uri());
    }
    call.answered(answer.headers()::allValues);
  }

  @Override
  public Optional<CookieHandler> cookieHandler() {
    return client.cookieHandler();
  }

  @Override
  public Optional<Duration> connectTimeout() {
    return client.connectTimeout();
  }

  @Override
  public Redirect followRedirects() {
    return client.followRedirects();
  }

  @Override
  public Optional<ProxySelector> proxy() {
    return client.proxy();
  }

  @Override
  public SSLContext sslContext() {
    return client.sslContext();
  }

  @Override
  public SSLParameters sslParameters() {
    return client.sslParameters();
  }

  @Override
  public Optional<Authenticator> authenticator() {
    return client.authenticator();
  }

  @Override
  public Version version() {
    return client.version();
  }

  @Override
  public Optional<Executor> executor() {
    return client.executor();
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    return client.newWebSocketBuilder();
  }
}
