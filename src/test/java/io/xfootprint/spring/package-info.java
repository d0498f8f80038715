// SPDX-License-Identifier: Apache-2.0
/** The filter in a Spring Boot application. */
package io.xfootprint.spring;
