// SPDX-License-Identifier: Apache-2.0
/**
 * What an application brings in its WEB-INF/classes; refers to the filter's jar and the servlet API
 * only.
 */
package io.xfootprint.war;
