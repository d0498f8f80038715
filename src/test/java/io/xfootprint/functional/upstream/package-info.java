// SPDX-License-Identifier: Apache-2.0
/** What requests are told of the cost of the services that they call, by each client. */
@org.jspecify.annotations.NullMarked
package io.xfootprint.functional.upstream;
