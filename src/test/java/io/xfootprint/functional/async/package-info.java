// SPDX-License-Identifier: Apache-2.0
/** Requests that are answered later, by other threads. */
package io.xfootprint.functional.async;
