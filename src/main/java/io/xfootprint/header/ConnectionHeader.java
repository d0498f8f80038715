// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import java.util.Collection;

/** The header fields {@value #FIELD} of a request or of an answer. */
public final class ConnectionHeader {

  /** Name of the fields. */
  public static final String FIELD = "Connection";

  private static final String CLOSE = "close";

  private ConnectionHeader() {}

  /**
   * Returns whether any of the fields asks to close the connection after the answer: {@code close},
   * in upper or lower case, alone or in a list such as {@code keep-alive, close}.
   */
  public static boolean hasClose(Collection<String> fields) {
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
