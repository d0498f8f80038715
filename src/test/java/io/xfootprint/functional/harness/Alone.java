// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Tests that hold what a server uses against a clock, so no other JVM of the build may run tests
 * meanwhile.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag(Alone.TAG)
public @interface Alone {

  /** By which the build finds them. */
  String TAG = "alone";
}
