// SPDX-License-Identifier: Apache-2.0
/**
 * An MBean with the totals of an application, for tools that read JMX. The filter registers it
 * where the setting {@code jmx} is true; otherwise no class of this package is loaded.
 *
 * <p>{@link io.xfootprint.jmx.TotalsRegistration} is the way in. Users may rely on the types that
 * {@code io.xfootprint} lists; the others may change.
 */
@NullMarked
package io.xfootprint.jmx;

import org.jspecify.annotations.NullMarked;
