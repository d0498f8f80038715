// SPDX-License-Identifier: Apache-2.0
/**
 * Jetty's client as a source of what other services cost. It is used only where an application has
 * that client.
 *
 * <p>{@link io.xfootprint.jettyclient.UpstreamJettyClient} is for users; all else here may change.
 */
@NullMarked
package io.xfootprint.jettyclient;

import org.jspecify.annotations.NullMarked;
