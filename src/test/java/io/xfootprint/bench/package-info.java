// SPDX-License-Identifier: Apache-2.0
/** Benchmarks, run by {@code mvn -Pbench}. */
package io.xfootprint.bench;
