// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

/**
 * A detected value and its evidence, so that the log can say why it holds.
 *
 * @param value at most 80 printable ASCII characters
 * @param evidence the source: the name of an environment variable, or {@code DMI} and a file
 */
public record Detected(String value, String evidence) {

  /** Returns the text for the log, such as {@code aws (DMI sys_vendor)}. */
  @Override
  public String toString() {
    return value + " (" + evidence + ")";
  }
}
