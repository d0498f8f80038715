// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Server-Timing}, where our metric stays beside those of the application.
 *
 * <pre>{@code
 * Server-Timing: db;dur=12.5
 * Server-Timing: footprint;dur=1.840;desc="7070 uJ 873 ng CO2e"
 * }</pre>
 */
final class ServerTiming {

  static final String NAME = "Server-Timing";
  static final String METRIC = "footprint";

  private ServerTiming() {}

  /**
   * Puts our metric after the application's, in place of an earlier one of ours.
   *
   * @param metric null to remove ours alone
   */
  static void set(HttpServletResponse response, @Nullable String metric) {
    Collection<String> present = response.getHeaders(NAME);
    // Most applications have none: nothing to read, and no list to make.
    if (present.isEmpty()) {
      if (metric != null) {
        response.setHeader(NAME, metric);
      }
      return;
    }
    List<String> fields = others(present);
    if (metric != null) {
      fields.add(metric);
    }
    if (fields.isEmpty()) {
      HeaderFields.remove(response, NAME);
      return;
    }
    // The servlet API cannot replace one field of several, so all are written again.
    response.setHeader(NAME, fields.get(0));
    fields.stream().skip(1).forEach(field -> response.addHeader(NAME, field));
    if (response.getHeaders(NAME).size() < fields.size()) {
      // After sendError, and once all of a declared length is written, Undertow takes what is set,
      // but not what is added. One field with a list means the same.
      response.setHeader(NAME, String.join(", ", fields));
    }
  }

  /**
   * Returns the fields without any metric of our name. It is ours from an earlier call, or one that
   * the application copied from another service, whose cost is not this request's. Fields that have
   * none stay as the application wrote them.
   */
  private static List<String> others(Collection<String> fields) {
    List<String> others = new ArrayList<>(fields.size() + 1);
    for (String field : fields) {
      // Splitting takes longer, and few fields have it.
      if (!field.contains(METRIC)) {
        others.add(field);
        continue;
      }
      List<String> metrics = HeaderFields.split(field, ',');
      if (metrics.removeIf(ServerTiming::isOurs)) {
        others.addAll(metrics);
      } else {
        others.add(field);
      }
    }
    return others;
  }

  private static boolean isOurs(String metric) {
    return HeaderFields.split(metric, ';').stream().findFirst().filter(METRIC::equals).isPresent();
  }
}
