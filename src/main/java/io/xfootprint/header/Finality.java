// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

/**
 * What may follow after the headers of an answer. A header cannot be changed once it is sent, so it
 * says whether its figure is the whole cost.
 *
 * <pre>{@code
 * FINAL    cpu-us=203            all work was over
 * EARLY    cpu-us=203, early     the body was complete: what follows are mostly microseconds
 * PARTIAL  cpu-us=203, partial   nobody knows how much follows
 * }</pre>
 */
public enum Finality {
  /** All work of the request was over. */
  FINAL,
  /** The headers went with the last byte of the body; the code that wrote it still ran. */
  EARLY,
  /** More of the body was to come, or work was under way elsewhere. */
  PARTIAL
}
