// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does things in threads that begin at the same moment. */
final class Together {

  static final long SECONDS = 30;

  private Together() {}

  /** Returns what all return, in their order; throws what the first one does that fails. */
  static <T> List<T> call(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<Future<T>> results = new ArrayList<>();
      for (Callable<T> call : calls) {
        results.add(
            threads.submit(
                () -> {
                  start.await(SECONDS, TimeUnit.SECONDS);
                  return call.call();
                }));
      }
      List<T> returned = new ArrayList<>();
      for (Future<T> result : results) {
        returned.add(result.get(SECONDS, TimeUnit.SECONDS));
      }
      return returned;
    } finally {
      threads.shutdownNow();
    }
  }
}
