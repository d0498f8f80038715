// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.Locale;

/** Why nobody had anything of what a request has cost. Each request has one reason at most. */
public enum Avoidable {
  /** It asked for a path that nobody has: scanners, bots, and links that are broken. */
  UNMATCHED("paths that nobody has"),
  /** A health probe of the platform asked. */
  PROBE("health probes"),
  /** It failed: status 500 or more, or an exception. */
  FAILED("requests that failed"),
  /** Its client had gone before its answer was sent. */
  GONE("clients that had gone"),
  /** Its body was the last one of its address again, which a cache could have answered. */
  UNCHANGED("bodies that a cache could have answered");

  private final String title;

  Avoidable(String title) {
    this.title = title;
  }

  /** Returns what these requests are, for people. */
  public String title() {
    return title;
  }

  /** Returns its name in outputs. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
