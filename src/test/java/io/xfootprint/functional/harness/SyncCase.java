// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import io.xfootprint.functional.handlers.Servlet61Handlers;
import io.xfootprint.functional.handlers.SyncHandlers;
import java.util.ArrayList;
import java.util.List;

/**
 * A request that is answered without asynchronous work.
 *
 * @param headers names and values in turn
 */
public record SyncCase(String method, String path, List<String> headers) {

  /** Returns one request for each of {@link SyncHandlers}, and those for static files. */
  public static List<SyncCase> all() {
    List<SyncCase> cases = new ArrayList<>();
    SyncHandlers.all().keySet().forEach(name -> cases.add(get("/t/" + name)));
    cases.add(get("/static/small.txt"));
    cases.add(get("/static/big.bin"));
    cases.add(get("/static/big.bin", "If-Modified-Since", "Fri, 31 Dec 2100 23:59:59 GMT"));
    cases.add(get("/static/big.bin", "If-None-Match", "*"));
    cases.add(get("/static/big.bin", "Range", "bytes=10-19"));
    cases.add(get("/static/big.bin", "Range", "bytes=900000-"));
    cases.add(get("/static/none.txt"));
    cases.add(get("/no/such/path"));
    cases.add(get("/t/no-such-handler"));
    cases.add(new SyncCase("POST", "/t/small", List.of()));
    cases.add(new SyncCase("POST", "/static/small.txt", List.of()));
    cases.add(new SyncCase("OPTIONS", "/static/small.txt", List.of()));
    for (String path : List.of("/t/small", "/t/nothing", "/t/big-one", "/t/flush-mid")) {
      cases.add(new SyncCase("HEAD", path, List.of()));
    }
    cases.add(new SyncCase("HEAD", "/static/big.bin", List.of()));
    cases.add(new SyncCase("HEAD", "/no/such/path", List.of()));
    return cases;
  }

  /** Returns those, and one for each of {@link Servlet61Handlers} if the container can run it. */
  public static List<SyncCase> allOf(ContainerKind container) {
    List<SyncCase> cases = all();
    if (container.servletVersion().equals("6.1")) {
      Servlet61Handlers.all().keySet().forEach(name -> cases.add(get("/6.1/" + name)));
    }
    return cases;
  }

  private static SyncCase get(String path, String... headers) {
    return new SyncCase("GET", path, List.of(headers));
  }

  @Override
  public String toString() {
    return method + " " + path + (headers.isEmpty() ? "" : " " + headers);
  }
}
