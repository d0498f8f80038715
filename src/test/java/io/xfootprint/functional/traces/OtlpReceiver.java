// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.traces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A collector that takes OTLP over HTTP on a free port of the loopback interface. */
final class OtlpReceiver implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final HttpServer server;
  private final BlockingQueue<Span> spans = new LinkedBlockingQueue<>();
  private final BlockingQueue<List<Metric>> exports = new LinkedBlockingQueue<>();

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  static OtlpReceiver start() throws IOException {
    OtlpReceiver receiver =
        new OtlpReceiver(
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    receiver.server.createContext("/v1/traces", receiver::takeSpans);
    receiver.server.createContext("/v1/metrics", receiver::takeMetrics);
    receiver.server.start();
    return receiver;
  }

  /** Returns where to send to. */
  String endpoint() {
    return "http://%s:%s"
        .formatted(
            InetAddress.getLoopbackAddress().getHostAddress(), server.getAddress().getPort());
  }

  private void takeSpans(HttpExchange exchange) throws IOException {
    ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
        .getResourceSpansList()
        .forEach(
            resource ->
                resource.getScopeSpansList().forEach(scope -> spans.addAll(scope.getSpansList())));
    answer(exchange);
  }

  /** Takes the metrics of our meter alone: the agent has others. */
  private void takeMetrics(HttpExchange exchange) throws IOException {
    ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody())
        .getResourceMetricsList()
        .forEach(
            resource ->
                resource.getScopeMetricsList().stream()
                    .filter(scope -> scope.getScope().getName().equals("io.xfootprint"))
                    .forEach(scope -> exports.add(scope.getMetricsList())));
    answer(exchange);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
    // An answer of protobuf without any field is empty.
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Returns the next span of a server, as soon as it is here. */
  Span nextOfServer() throws InterruptedException, TimeoutException {
    Span next;
    do {
      next = next(spans);
    } while (next.getKind() != Span.SpanKind.SPAN_KIND_SERVER);
    return next;
  }

  /** Returns what the next export has of our meter. */
  List<Metric> nextMetrics() throws InterruptedException, TimeoutException {
    return next(exports);
  }

  private static <T> T next(BlockingQueue<T> queue) throws InterruptedException, TimeoutException {
    T next = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new TimeoutException("nothing was exported");
    }
    return next;
  }

  static Map<String, Object> byName(List<KeyValue> attributes) {
    Map<String, Object> byName = new HashMap<>();
    attributes.forEach(each -> byName.put(each.getKey(), value(each.getValue())));
    return byName;
  }

  private static Object value(AnyValue value) {
    return switch (value.getValueCase()) {
      case DOUBLE_VALUE -> value.getDoubleValue();
      case INT_VALUE -> value.getIntValue();
      case BOOL_VALUE -> value.getBoolValue();
      default -> value.getStringValue();
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
