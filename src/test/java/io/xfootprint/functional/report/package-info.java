// SPDX-License-Identifier: Apache-2.0
/** The report, as an application serves it. */
package io.xfootprint.functional.report;
