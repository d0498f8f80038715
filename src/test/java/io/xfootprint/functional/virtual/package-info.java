// SPDX-License-Identifier: Apache-2.0
/** Requests on virtual threads. */
package io.xfootprint.functional.virtual;
