// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

/**
 * What people know an instance by.
 *
 * @param process host and process, such as {@code web-1/7}
 * @param version of the application that it runs
 */
record InstanceName(String process, String version) {}
