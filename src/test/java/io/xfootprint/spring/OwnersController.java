// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** Answers in each of the ways that Spring MVC has. */
@RestController
class OwnersController {

  static final long BURNT_NANOS = 40_000_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Executor executor;

  OwnersController(Executor executor) {
    this.executor = executor;
  }

  record Owner(int id) {}

  private static final class HandledException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @GetMapping("/owners/{id}")
  String owner(@PathVariable("id") int id) {
    return "owner " + id;
  }

  @GetMapping("/json/{id}")
  Owner json(@PathVariable("id") int id) {
    return new Owner(id);
  }

  @GetMapping("/none/{id}")
  ResponseEntity<Void> none(@PathVariable("id") int id) {
    return ResponseEntity.noContent().build();
  }

  @GetMapping("/deferred/{id}")
  DeferredResult<String> deferred(@PathVariable("id") int id) {
    DeferredResult<String> result = new DeferredResult<>();
    executor.execute(() -> result.setResult("owner " + id));
    return result;
  }

  @GetMapping("/callable/{id}")
  Callable<String> callable(@PathVariable("id") int id) {
    return () -> "owner " + id;
  }

  @GetMapping("/future/{id}")
  CompletableFuture<String> future(@PathVariable("id") int id) {
    return CompletableFuture.supplyAsync(() -> "owner " + id, executor);
  }

  @GetMapping("/sse/{id}")
  SseEmitter events(@PathVariable("id") int id) {
    SseEmitter emitter = new SseEmitter();
    executor.execute(
        () -> {
          try {
            emitter.send("owner " + id);
            emitter.complete();
          } catch (IOException e) {
            emitter.completeWithError(e);
          }
        });
    return emitter;
  }

  @GetMapping("/stream/{id}")
  StreamingResponseBody stream(@PathVariable("id") int id) {
    return out -> out.write(("owner " + id).getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping("/handled/{id}")
  String handled(@PathVariable("id") int id) {
    throw new HandledException();
  }

  @ExceptionHandler
  ResponseEntity<String> answer(HandledException e) {
    return ResponseEntity.status(503).body("later");
  }

  @GetMapping("/unhandled/{id}")
  String unhandled(@PathVariable("id") int id) {
    throw new IllegalStateException("on purpose");
  }

  /** The executor takes the request along, and the container's thread waits. */
  @GetMapping("/decorated/{id}")
  String decorated(@PathVariable("id") int id) {
    return CompletableFuture.supplyAsync(OwnersController::burn, executor).join();
  }

  private static String burn() {
    long end = THREADS.getCurrentThreadCpuTime() + BURNT_NANOS;
    while (THREADS.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
    return "done";
  }
}
