// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant.principal;

/** The shapes of values of Jakarta's JSON Processing. */
public interface Json {

  /** The kinds of values. */
  enum Type {
    ARRAY,
    OBJECT,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
  }

  Type getValueType();

  /** A text, whose {@code toString()} has it with quotes. */
  interface Text extends Json {

    String getString();
  }
}
