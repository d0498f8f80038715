// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

/**
 * Something that was found out, and by what.
 *
 * @param value what is so; at most 80 printable ASCII characters
 * @param evidence what says so: the name of an environment variable, or {@code DMI} and a file
 */
public record Detected(String value, String evidence) {

  /** As it is written in the log: {@code aws (DMI sys_vendor)}. */
  @Override
  public String toString() {
    return value + " (" + evidence + ")";
  }
}
