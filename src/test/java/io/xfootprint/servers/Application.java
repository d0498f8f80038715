// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servers;

import java.nio.file.Path;
import java.util.Locale;

/** The application that each server runs, as three web.xml make it. */
public enum Application {
  ORIGINAL,
  /** With another filter, which wraps requests and responses and does nothing else. */
  WRAPPED,
  FILTERED;

  /** Returns its folder, whose name its builds have too. */
  Path under(Path folder) {
    return folder.resolve(name().toLowerCase(Locale.ROOT));
  }

  /** Returns its deployment descriptor. */
  public Path descriptor() {
    return under(Path.of("src", "it", "quarkus")).resolve(Path.of("META-INF", "web.xml"));
  }
}
