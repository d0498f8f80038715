// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

/** How log lines name tenants. */
public enum LogTenants {
  /** By a hash of the name: logs are read by more people than know the customers. */
  HASHED,
  /** By the name. */
  NAMED,
  /** Not at all: tenants have no lines. */
  NONE
}
