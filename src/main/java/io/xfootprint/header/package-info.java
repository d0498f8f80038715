// SPDX-License-Identifier: Apache-2.0
/**
 * What a client is shown of the cost of its request: who may see it, and the text of the header
 * fields and of the trailer. {@link io.xfootprint.header.CostHeaders} writes them.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.header;

import org.jspecify.annotations.NullMarked;
