// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jmx;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import javax.management.ImmutableDescriptor;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanAttributeInfoSupport;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * A figure that JMX shows. Its type is one of the JDK's open types, so that a tool reads it without
 * our classes. A figure that may be unknown is a double, which is NaN then.
 *
 * @param <S> what it is a figure of
 * @param name with its unit at the end, such as {@code energyJoules}
 * @param unit such as {@code J}; empty if it is no number
 * @param meaning what it is, as a part of a sentence
 * @param value finds it
 */
record BeanFigure<S>(
    String name, String unit, OpenType<?> type, String meaning, Function<S, ?> value) {

  static <S> BeanFigure<S> text(String name, String meaning, Function<S, String> value) {
    return new BeanFigure<>(name, "", SimpleType.STRING, meaning, value);
  }

  static <S> BeanFigure<S> count(
      String name, String unit, String meaning, ToLongFunction<S> value) {
    return new BeanFigure<>(name, unit, SimpleType.LONG, meaning, value::applyAsLong);
  }

  static <S> BeanFigure<S> number(
      String name, String unit, String meaning, ToDoubleFunction<S> value) {
    return new BeanFigure<>(name, unit, SimpleType.DOUBLE, meaning, value::applyAsDouble);
  }

  Object of(S source) {
    return value.apply(source);
  }

  /** Returns the meaning with the unit, for tools that show no unit of its own. */
  String description() {
    return unit.isEmpty() ? meaning : meaning + ", in " + unit;
  }

  /** Returns its name as one of a bean, which begins with a capital. */
  String attributeName() {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  OpenMBeanAttributeInfo attribute() {
    return new OpenMBeanAttributeInfoSupport(
        attributeName(),
        description(),
        type,
        true,
        false,
        false,
        unit.isEmpty()
            ? ImmutableDescriptor.EMPTY_DESCRIPTOR
            : new ImmutableDescriptor("units=" + unit));
  }
}
