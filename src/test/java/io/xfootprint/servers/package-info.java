// SPDX-License-Identifier: Apache-2.0
/** Application servers of their own distributions, each in a process of its own. */
package io.xfootprint.servers;
