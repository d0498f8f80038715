// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.httpclient;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The future of an answer, which is counted before anybody gets it: those who wait for a future may
 * go on before what was added to it has run. To cancel it cancels the exchange.
 */
final class CountedFuture<T> extends CompletableFuture<HttpResponse<T>> {

  private final CompletableFuture<HttpResponse<T>> sent;

  /**
   * Creates the future of what was sent.
   *
   * @param count takes the answer, or why there is none
   */
  CountedFuture(
      CompletableFuture<HttpResponse<T>> sent,
      BiConsumer<@Nullable HttpResponse<T>, @Nullable Throwable> count) {
    this.sent = sent;
    var unused =
        sent.whenComplete(
            (answer, failure) -> {
              count.accept(answer, failure);
              if (failure == null) {
                complete(answer);
              } else {
                completeExceptionally(failure);
              }
            });
  }

  @Override
  public boolean cancel(boolean mayInterrupt) {
    boolean isCancelled = super.cancel(mayInterrupt);
    return sent.cancel(mayInterrupt) || isCancelled;
  }
}
