// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.traces;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Spans in the order in which they end, for a test that waits for them. */
final class SpanQueue implements SpanExporter {

  private static final long PATIENCE_SECONDS = 20;

  private final BlockingQueue<SpanData> ended = new LinkedBlockingQueue<>();

  /** Returns the next one, as soon as it has ended. */
  SpanData next() throws InterruptedException, TimeoutException {
    SpanData next = ended.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new TimeoutException("no span has ended");
    }
    return next;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    ended.addAll(spans);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
