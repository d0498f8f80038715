// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * What of the totals is shown, where the application maps the report.
 *
 * @param access to whom the report is shown
 * @param role the role of {@link ReportAccess#ROLE}; empty for the others
 * @param badge whether everyone may see the badge
 * @param counted whether requests for the report are counted as others are
 * @param wellKnown what the well-known document needs; empty if it is not published
 */
public record ReportSettings(
    ReportAccess access,
    String role,
    boolean badge,
    boolean counted,
    Optional<WellKnown> wellKnown) {

  static final ReportSettings CLOSED =
      new ReportSettings(ReportAccess.CLOSED, "", false, false, Optional.empty());

  /**
   * What the totals cannot tell of the publisher.
   *
   * @param provider who publishes, with a role's address
   * @param methodology where the method is described, absolute and https
   * @param target host of the origin that is reported
   * @param paths prefixes of paths that are reported for themselves
   */
  public record WellKnown(String provider, URI methodology, String target, List<String> paths) {}
}
