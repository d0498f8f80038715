// SPDX-License-Identifier: Apache-2.0
/**
 * Principals as containers and frameworks have them, whose classes cannot be seen from the code
 * that asks them.
 */
@NullMarked
package io.xfootprint.tenant.principal;

import org.jspecify.annotations.NullMarked;
