// SPDX-License-Identifier: Apache-2.0
/**
 * For whom a request is: {@link io.xfootprint.tenant.TenantNames} finds the name of its tenant.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.tenant;

import org.jspecify.annotations.NullMarked;
