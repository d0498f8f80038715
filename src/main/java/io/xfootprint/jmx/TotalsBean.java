// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jmx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanException;
import javax.management.MBeanInfo;
import javax.management.ReflectionException;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenMBeanInfoSupport;
import org.jspecify.annotations.Nullable;

/**
 * The MBean: attributes to read, and nothing to set or to call. Attributes that are asked for
 * together are of one reading.
 *
 * <p>It is made by hand and not from an interface: so attributes have descriptions and units, and
 * the JDK keeps no table of our classes. Safe for use by many threads.
 */
final class TotalsBean implements DynamicMBean {

  private static final String DESCRIPTION =
      "What an application has cost since this instance of it started";

  private final Supplier<TotalsReading> source;
  private final Map<String, BeanFigure<TotalsReading>> figures = new LinkedHashMap<>();
  private final MBeanInfo info;

  /** Creates a bean that takes readings from a source. */
  TotalsBean(Supplier<TotalsReading> source) {
    this.source = source;
    TotalsFigures.all().forEach(figure -> figures.put(figure.attributeName(), figure));
    info =
        new OpenMBeanInfoSupport(
            TotalsBean.class.getName(),
            DESCRIPTION,
            figures.values().stream()
                .map(BeanFigure::attribute)
                .toArray(OpenMBeanAttributeInfo[]::new),
            null,
            null,
            null);
  }

  @Override
  public MBeanInfo getMBeanInfo() {
    return info;
  }

  @Override
  public Object getAttribute(String name) throws AttributeNotFoundException {
    BeanFigure<TotalsReading> figure = figures.get(name);
    if (figure == null) {
      throw new AttributeNotFoundException(name);
    }
    return figure.of(source.get());
  }

  /** Returns those that there are, as the interface asks. */
  @Override
  public AttributeList getAttributes(String[] names) {
    TotalsReading reading = source.get();
    AttributeList found = new AttributeList();
    for (String name : names) {
      BeanFigure<TotalsReading> figure = figures.get(name);
      if (figure != null) {
        found.add(new Attribute(name, figure.of(reading)));
      }
    }
    return found;
  }

  @Override
  public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
    throw new AttributeNotFoundException(attribute.getName() + " can only be read");
  }

  /** Sets none. */
  @Override
  public AttributeList setAttributes(AttributeList attributes) {
    return new AttributeList();
  }

  @Override
  public @Nullable Object invoke(
      String action, Object @Nullable [] parameters, String @Nullable [] signature)
      throws MBeanException, ReflectionException {
    throw new ReflectionException(new NoSuchMethodException(action));
  }
}
