// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import io.xfootprint.functional.handlers.AsyncHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request that is answered by asynchronous work.
 *
 * @param name of the handler
 * @param bodyBytes length of what is sent
 */
public record AsyncCase(String method, String name, int bodyBytes) {

  /** A client would send a GET anew where the server ends the connection without an answer. */
  private static final Set<String> SENT_ONCE =
      Set.of("async-error", "async-error-runtime", "async-error-nothing");

  private static final int HUNDRED_KB = 100_000;

  /**
   * Returns one request for each of {@link AsyncHandlers}, and requests that send something or want
   * no body.
   */
  public static List<AsyncCase> all() {
    List<AsyncCase> cases = new ArrayList<>();
    AsyncHandlers.all()
        .keySet()
        .forEach(
            name -> cases.add(new AsyncCase(SENT_ONCE.contains(name) ? "POST" : "GET", name, 0)));
    // Only to handlers that read it: else a server may close before the client has sent it all.
    for (String name : List.of("readlistener", "readlistener-elsewhere")) {
      cases.add(new AsyncCase("POST", name, HUNDRED_KB));
    }
    for (String name : List.of("async-noarg", "nonblocking", "async-dispatch")) {
      cases.add(new AsyncCase("HEAD", name, 0));
    }
    return cases;
  }

  public static AsyncCase get(String name) {
    return new AsyncCase("GET", name, 0);
  }

  String path() {
    return "/t/" + name;
  }

  @Override
  public String toString() {
    return method + " " + name + (bodyBytes == 0 ? "" : " " + bodyBytes + " B");
  }
}
