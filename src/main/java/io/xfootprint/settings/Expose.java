// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

/** Who gets the headers with the cost of a request. */
public enum Expose {
  /** To everyone. */
  ALWAYS,
  /** To requests that carry the secret in {@code X-Footprint-Key}. */
  TRUSTED,
  /** To no one; totals and log lines go on. */
  NEVER
}
