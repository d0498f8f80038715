// SPDX-License-Identifier: Apache-2.0
/** What clients are told, and which of them. */
package io.xfootprint.functional.headers;
