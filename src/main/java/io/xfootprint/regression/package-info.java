// SPDX-License-Identifier: Apache-2.0
/**
 * What a version of the application has changed: {@link io.xfootprint.regression.VersionComparison}
 * tells which routes cost more or less than in the version before.
 *
 * <p>Users may rely on the types that {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.regression;

import org.jspecify.annotations.NullMarked;
