// SPDX-License-Identifier: Apache-2.0
/**
 * What the whole process uses: CPU time, allocated bytes, garbage collection. {@link
 * io.xfootprint.process.ProcessMeter} reads it once a window.
 */
@NullMarked
package io.xfootprint.process;

import org.jspecify.annotations.NullMarked;
