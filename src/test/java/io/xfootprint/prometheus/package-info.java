// SPDX-License-Identifier: Apache-2.0
/**
 * The meters in a real Prometheus, with the rules and the dashboard that come with the pages.
 *
 * <p>Tests are skipped where {@code prometheus} and {@code promtool} are not on the path; Debian's
 * package {@code prometheus} brings both.
 */
package io.xfootprint.prometheus;
