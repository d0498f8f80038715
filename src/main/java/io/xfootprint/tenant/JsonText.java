// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import org.jspecify.annotations.Nullable;

/**
 * The text of values of one class of Jakarta's JSON Processing, which MicroProfile JWT may have for
 * claims that are the application's own. They are asked by name, as few applications have that
 * library.
 *
 * <p>Immutable and safe for use by many threads.
 */
final class JsonText {

  private final @Nullable PublicMethod type;
  private final @Nullable PublicMethod string;

  /** Finds the methods of a value's class; they are missing where it is of no such library. */
  JsonText(Object value) {
    type = PublicMethod.of(value, "getValueType");
    string = PublicMethod.of(value, "getString");
  }

  /** Returns the text of a text, a number or a truth value; null of any other value. */
  @Nullable String of(Object value) throws ReflectiveOperationException {
    if (type == null) {
      return null;
    }
    return switch (String.valueOf(type.call(value))) {
      case "STRING" -> string != null && string.call(value) instanceof String text ? text : null;
      case "NUMBER", "TRUE", "FALSE" -> value.toString();
      default -> null;
    };
  }
}
