// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects of a container that know what one test asks them, and no more. */
final class Fakes {

  private Fakes() {}

  static <T> T of(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Fakes.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /** Returns a response that is committed, or not. */
  static HttpServletResponse response(boolean committed) {
    return of(
        HttpServletResponse.class,
        (proxy, called, arguments) -> called.getName().equals("isCommitted") ? committed : null);
  }

  /** Returns a request with these headers, whose names have any case. */
  static HttpServletRequest request(Map<String, String> given) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(given);
    return of(
        HttpServletRequest.class,
        (proxy, called, arguments) ->
            switch (called.getName()) {
              case "getHeader" -> headers.get(arguments[0]);
              case "getHeaders" ->
                  Collections.enumeration(
                      headers.containsKey(arguments[0])
                          ? List.of(headers.get(arguments[0]))
                          : List.of());
              case "getHeaderNames" -> Collections.enumeration(given.keySet());
              case "getIntHeader" -> Integer.parseInt(headers.get(arguments[0]));
              default -> null;
            });
  }

  /** Returns a context that keeps the listeners that it gets. */
  static AsyncContext asyncContext(List<AsyncListener> listeners) {
    return of(
        AsyncContext.class,
        (proxy, called, arguments) -> {
          if (called.getName().equals("addListener")) {
            listeners.add((AsyncListener) arguments[0]);
          }
          return null;
        });
  }
}
