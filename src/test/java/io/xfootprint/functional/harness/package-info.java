// SPDX-License-Identifier: Apache-2.0
/** What tests start servers with, and ask them by. */
package io.xfootprint.functional.harness;
