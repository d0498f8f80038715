// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Set;

/** What an implementation finds that looks for annotated classes. */
public class Shop extends Application {

  static final Set<Class<?>> CLASSES =
      Set.of(
          Orders.class,
          Items.class,
          Places.class,
          Answers.class,
          Refusals.class,
          Guards.Early.class,
          Guards.Late.class);

  @Override
  public Set<Class<?>> getClasses() {
    Set<Class<?>> classes = new HashSet<>(CLASSES);
    classes.add(Routes.class);
    return classes;
  }
}
