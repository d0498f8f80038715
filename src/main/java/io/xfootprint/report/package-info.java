// SPDX-License-Identifier: Apache-2.0
/**
 * What people and programs get by HTTP: {@link io.xfootprint.report.FootprintServlet} answers with
 * the page, JSON, CSV, manifest, badge, methodology and the well-known document. Each is made from
 * one {@link io.xfootprint.reading.Report}.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.report;

import org.jspecify.annotations.NullMarked;
