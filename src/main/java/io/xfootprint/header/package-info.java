// SPDX-License-Identifier: Apache-2.0
/**
 * What a client is shown of the cost of its request.
 *
 * <pre>{@code
 * who may see it      HeaderPolicy, TrailerSupport
 * what it says        FootprintHeader, Finality; TotalHeader
 * where it is written CostHeaders, which uses ServerTiming and HeaderFields
 * }</pre>
 *
 * <p>When the headers are written is up to the packages {@code body} and {@code servlet}, which
 * know the moment before an answer is committed.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.header;

import org.jspecify.annotations.NullMarked;
