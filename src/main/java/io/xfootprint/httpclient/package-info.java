// SPDX-License-Identifier: Apache-2.0
/**
 * The JDK's client as a source of what other services cost.
 *
 * <p>{@link io.xfootprint.httpclient.UpstreamHttpClient} is for users; all else here may change.
 */
@NullMarked
package io.xfootprint.httpclient;

import org.jspecify.annotations.NullMarked;
