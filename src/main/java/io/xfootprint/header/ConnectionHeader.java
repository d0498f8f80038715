// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import java.util.Collection;

/** Reads the header fields {@value #FIELD} of a request or of an answer. */
public final class ConnectionHeader {

  public static final String FIELD = "Connection";

  private static final String CLOSE = "close";

  private ConnectionHeader() {}

  /** Returns whether the connection will be closed after the answer. */
  public static boolean sayClose(Collection<String> fields) {
    for (String field : fields) {
      for (String option : HeaderFields.split(field, ',')) {
        if (option.equalsIgnoreCase(CLOSE)) {
          return true;
        }
      }
    }
    return false;
  }
}
