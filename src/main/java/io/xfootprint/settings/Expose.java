// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

/** To whom an answer tells its cost. */
public enum Expose {
  /** To everyone. */
  ALWAYS,
  /** To requests that carry the secret in {@code X-Footprint-Key}. */
  TRUSTED,
  /** To no one; totals and log lines go on. */
  NEVER
}
