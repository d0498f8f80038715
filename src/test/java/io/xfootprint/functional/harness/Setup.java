// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import io.xfootprint.functional.handlers.AsyncHandlers;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.HandlerServlet;
import io.xfootprint.functional.handlers.Servlet61Handlers;
import io.xfootprint.functional.handlers.SyncHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How the sites of {@link SyncHandlers} and {@link AsyncHandlers} are served, and asked for. */
public enum Setup {
  PLAIN,
  ERROR_PAGES,
  GZIP;

  public Site site(Path folder) {
    return serve(
        Site.of(folder)
            .servlet("/t/*", HandlerServlet.byName(SyncHandlers.all()))
            .servlet("/6.1/*", HandlerServlet.byName(Servlet61Handlers.all())));
  }

  /** Returns the site of {@link AsyncHandlers}. */
  public Site asyncSite(Path folder) {
    Map<String, Handler> all = new HashMap<>(SyncHandlers.all());
    all.putAll(AsyncHandlers.all());
    return serve(Site.of(folder).gate().servlet("/t/*", HandlerServlet.byName(all)));
  }

  private Site serve(Site site) {
    return switch (this) {
      case PLAIN -> site;
      case ERROR_PAGES -> site.errorPage("/t/" + SyncHandlers.ERROR_PAGE);
      case GZIP -> site.gzip();
    };
  }

  public SyncCase asked(SyncCase request) {
    if (this != GZIP) {
      return request;
    }
    List<String> headers = new ArrayList<>(request.headers());
    headers.addAll(List.of("Accept-Encoding", "gzip"));
    return new SyncCase(request.method(), request.path(), headers);
  }
}
