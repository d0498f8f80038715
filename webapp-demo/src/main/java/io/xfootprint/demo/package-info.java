// SPDX-License-Identifier: Apache-2.0
/**
 * A small shop whose routes do real work of very different cost.
 *
 * <p>Nothing here knows of the footprint filter: it stands in {@code web.xml} only. All data is
 * read or made once at start from fixed seeds, so each route answers with the same bytes every time
 * and an answer with the filter can be held against one without it.
 */
package io.xfootprint.demo;
