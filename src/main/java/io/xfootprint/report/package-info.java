// SPDX-License-Identifier: Apache-2.0
/**
 * What people and programs read in a browser: {@link io.xfootprint.report.FootprintServlet} answers
 * with the page, JSON, CSV, badge, methodology and the well-known document.
 */
@NullMarked
package io.xfootprint.report;

import org.jspecify.annotations.NullMarked;
