// SPDX-License-Identifier: Apache-2.0
/** What servlets of tests do. */
package io.xfootprint.functional.handlers;
