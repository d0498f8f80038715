// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.List;

/**
 * Whose requests are told apart: where each names its tenant, and how many tenants are counted.
 *
 * @param source where the name of a request's tenant is
 * @param max number of tenants that get a line of their own
 */
public record TenantSettings(TenantSource source, int max) {

  private static final Setting<TenantSource> SOURCE =
      new Setting<>(
              "tenant",
              "one of attribute, header:NAME, claim:NAME, host, path:N, none",
              TenantSource::parse,
              "attribute",
              "where a request names its tenant, beside the request attribute `footprint.tenant`:"
                  + " `header:NAME`, `claim:NAME` (of a token that the container has verified),"
                  + " `host`, `path:N` (Nth part of the path in the application), `attribute`"
                  + " (nowhere else); `none` reads not even that")
          .warningUnless(
              source -> !source.maybeSecret(),
              "and the names of tenants are kept and shown: does that header hold a secret?");

  private static final Setting<Integer> MAX =
      Setting.integer(
          "tenant.max",
          1,
          10_000,
          1000,
          "number of tenants with a line of their own, up to 10000; the others are `(other)`");

  static final List<Setting<?>> SETTINGS = List.of(SOURCE, MAX);

  /** Reads and checks the settings of this subject. */
  static TenantSettings read(SettingSources sources) {
    TenantSource source = sources.value(SOURCE);
    String broken = source.brokenRule();
    if (broken != null) {
      throw SOURCE.bad(broken, sources.given(SOURCE));
    }
    return new TenantSettings(source, sources.value(MAX));
  }
}
