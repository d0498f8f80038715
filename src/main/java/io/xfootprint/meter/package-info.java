// SPDX-License-Identifier: Apache-2.0
/**
 * What one request uses: {@link io.xfootprint.meter.Measurement} adds up the CPU time and the bytes
 * of its passes through threads.
 *
 * <p>A reading of CPU time costs about 0.45 us and one of bytes about 0.02 us (JDK 17, x86 VM);
 * steps are as fine as the call itself. Home of {@code java.lang.management}, with {@code
 * io.xfootprint.process}.
 */
@NullMarked
package io.xfootprint.meter;

import org.jspecify.annotations.NullMarked;
