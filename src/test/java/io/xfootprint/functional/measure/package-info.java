// SPDX-License-Identifier: Apache-2.0
/** Figures against what the operating system says. */
package io.xfootprint.functional.measure;
