// SPDX-License-Identifier: Apache-2.0
/**
 * The filter under load on real containers, beside other filters; run by {@code mvn -Pload}.
 *
 * <p>Start with {@code LoadBenchmark}.
 */
package io.xfootprint.bench.load;
