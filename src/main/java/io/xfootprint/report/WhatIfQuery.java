// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import io.xfootprint.advice.Advisor;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What a visitor asks the what-if page for, beside the period. Immutable.
 *
 * @param provider a cloud whose instance types are known; empty for all
 * @param machine an instance type to be told of, whether it is a good one or not; empty for that of
 *     here
 * @param location the place to be told of; empty for none
 */
record WhatIfQuery(String provider, String machine, String location) {

  /** No name of a machine or of a place is longer. */
  private static final int MOST_CHARACTERS = 100;

  /** Takes an unknown cloud for all of them. */
  WhatIfQuery {
    provider = Advisor.PROVIDERS.contains(provider) ? provider : "";
    machine = cut(machine);
    location = cut(location);
  }

  private static String cut(String text) {
    String stripped = text.strip();
    return stripped.substring(0, Math.min(stripped.length(), MOST_CHARACTERS));
  }

  /** Returns whether one move is asked for by name. */
  boolean asks() {
    return !machine.isEmpty() || !location.isEmpty();
  }

  /** Returns this as a part of an address, behind the period. */
  String parameters() {
    return "&provider="
        + provider
        + "&machine="
        + URLEncoder.encode(machine, StandardCharsets.UTF_8)
        + "&location="
        + URLEncoder.encode(location, StandardCharsets.UTF_8);
  }
}
