// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jmx;

import java.util.List;
import java.util.function.Function;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/**
 * Figures of one thing side by side, and tables of such rows. Immutable and safe for use by many
 * threads.
 *
 * @param <S> what they are figures of
 */
final class BeanRow<S> {

  private final String meaning;
  private final List<BeanFigure<S>> figures;
  private final String[] names;
  private final CompositeType type;

  /**
   * Creates a kind of rows.
   *
   * @param name of their type
   * @param figures in their order; in a table the first one tells rows apart
   */
  BeanRow(String name, String meaning, List<BeanFigure<S>> figures) {
    this.meaning = meaning;
    this.figures = List.copyOf(figures);
    names = strings(BeanFigure::name);
    try {
      type =
          new CompositeType(
              name,
              meaning,
              names,
              strings(BeanFigure::description),
              figures.stream().map(BeanFigure::type).toArray(OpenType<?>[]::new));
    } catch (OpenDataException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private String[] strings(Function<BeanFigure<S>, String> part) {
    return figures.stream().map(part).toArray(String[]::new);
  }

  /** Returns a figure that is such a row. */
  BeanFigure<S> figure(String name) {
    return new BeanFigure<>(name, "", type, meaning, this::of);
  }

  /**
   * Returns a figure that is a table of such rows.
   *
   * @param rows finds what they are figures of
   */
  <T> BeanFigure<T> table(String name, String meaningOfAll, Function<T, List<S>> rows) {
    try {
      TabularType table =
          new TabularType(
              type.getTypeName() + "s", meaningOfAll, type, new String[] {figures.get(0).name()});
      return new BeanFigure<>(
          name, "", table, meaningOfAll, source -> tableOf(table, rows.apply(source)));
    } catch (OpenDataException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private TabularData tableOf(TabularType table, List<S> sources) {
    TabularDataSupport data = new TabularDataSupport(table);
    sources.forEach(source -> data.put(of(source)));
    return data;
  }

  private CompositeData of(S source) {
    Object[] values = figures.stream().map(figure -> figure.of(source)).toArray();
    try {
      return new CompositeDataSupport(type, names, values);
    } catch (OpenDataException e) {
      throw new IllegalStateException(type.getTypeName(), e);
    }
  }
}
