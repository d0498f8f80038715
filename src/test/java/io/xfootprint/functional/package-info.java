// SPDX-License-Identifier: Apache-2.0
/** The filter in a container, as clients and the readers of its ledger see it. */
package io.xfootprint.functional;
