// SPDX-License-Identifier: Apache-2.0
/**
 * The auto-configuration for Spring Boot 3.5 and 4, and what it gives to the actuator and to
 * Spring's observations. It is used only where an application has Spring Boot and sets {@code
 * footprint.enabled=true}.
 *
 * <p>It uses types alone that have the same name in both versions of Boot. Each library that an
 * application may lack has a configuration of its own, which is not read without it.
 *
 * <p>Nothing here is for users: all of it may change but the names of the beans.
 */
@NullMarked
package io.xfootprint.spring;

import org.jspecify.annotations.NullMarked;
