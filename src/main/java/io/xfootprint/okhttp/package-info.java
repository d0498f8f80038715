// SPDX-License-Identifier: Apache-2.0
/**
 * OkHttp as a source of what other services cost. It is used only where an application has OkHttp.
 *
 * <p>{@link io.xfootprint.okhttp.UpstreamInterceptor} is for users; all else here may change.
 */
@NullMarked
package io.xfootprint.okhttp;

import org.jspecify.annotations.NullMarked;
