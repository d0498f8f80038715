// SPDX-License-Identifier: Apache-2.0
/** What spans are told of the cost of requests, by the SDK and by the agent. */
@NullMarked
package io.xfootprint.functional.traces;

import org.jspecify.annotations.NullMarked;
