// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the site of {@link SyncHandlers} is served, and asked for. */
enum Setup {
  PLAIN,
  ERROR_PAGES,
  GZIP;

  Site site(Path folder) {
    Site site =
        Site.of(folder)
            .servlet("/t/*", HandlerServlet.byName(SyncHandlers.all()))
            .servlet("/redirect/*", HandlerServlet.byName(RedirectHandlers.all()));
    return switch (this) {
      case PLAIN -> site;
      case ERROR_PAGES -> site.errorPage("/t/" + SyncHandlers.ERROR_PAGE);
      case GZIP -> site.gzip();
    };
  }

  SyncCase asked(SyncCase request) {
    if (this != GZIP) {
      return request;
    }
    List<String> headers = new ArrayList<>(request.headers());
    headers.addAll(List.of("Accept-Encoding", "gzip"));
    return new SyncCase(request.method(), request.path(), headers);
  }
}
