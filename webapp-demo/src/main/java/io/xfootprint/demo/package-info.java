// SPDX-License-Identifier: Apache-2.0
/**
 * A small shop whose routes do real work of very different cost.
 *
 * <p>Nothing here knows of the footprint filter, which {@code web.xml} alone names, but {@link
 * io.xfootprint.demo.MetricsServlet}, which is there with {@code -Ddemo.metrics=true}. All data is
 * read or made once at start from fixed seeds, so each route answers with the same bytes every time
 * and an answer with the filter can be held against one without it.
 */
package io.xfootprint.demo;
