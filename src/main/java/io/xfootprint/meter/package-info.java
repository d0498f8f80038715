// SPDX-License-Identifier: Apache-2.0
/**
 * What a thread and the process used, as the JVM itself tells; {@link
 * io.xfootprint.meter.Measurement} adds it up over the passes of one request.
 *
 * <p>A reading of CPU time costs about 0.45 us and one of bytes about 0.02 us (JDK 17, x86 VM);
 * steps are as fine as the call itself. Only home of {@code java.lang.management}.
 */
@NullMarked
package io.xfootprint.meter;

import org.jspecify.annotations.NullMarked;
