// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import io.xfootprint.data.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * The name of a tenant in logs: the same in all instances of an application, and of little use to
 * those who do not know the tenants. It is a pseudonym: who guesses a name can compute its alias.
 */
public final class TenantAlias {

  /** Two of a million tenants share one in 1 of 560 cases. */
  private static final int DIGITS = 12;

  private TenantAlias() {}

  /**
   * Returns 12 hexadecimal digits for a tenant; the names in parentheses, which are ours, as they
   * are.
   */
  public static String of(String app, String tenant) {
    String text = app + '\n' + tenant;
    return tenant.startsWith("(")
        ? tenant
        : Sha256.of(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
  }
}
