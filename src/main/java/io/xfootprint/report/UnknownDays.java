// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.settings.FootprintSettings;
import jakarta.servlet.http.HttpServletResponse;

/** Says why single days are not known. */
final class UnknownDays {

  private UnknownDays() {}

  static Representation refusal(FootprintSettings settings) {
    return Representation.refusal(
        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
        "text/plain;charset=utf-8",
        settings.store().isPresent()
            ? "These days are not known now, as the store cannot be read; the log says why.\n"
            : "These days are not known: only the setting store keeps the past.\n");
  }
}
