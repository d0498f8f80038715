// SPDX-License-Identifier: Apache-2.0
/** What requests are counted by. */
package io.xfootprint.functional.routes;
