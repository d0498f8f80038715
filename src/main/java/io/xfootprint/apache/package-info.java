// SPDX-License-Identifier: Apache-2.0
/**
 * Apache HttpClient 5 as a source of what other services cost. It is used only where an application
 * has that client.
 *
 * <p>{@link io.xfootprint.apache.UpstreamExchanges} is for users; all else here may change.
 */
@NullMarked
package io.xfootprint.apache;

import org.jspecify.annotations.NullMarked;
