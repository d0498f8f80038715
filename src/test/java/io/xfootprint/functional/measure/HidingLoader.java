// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.measure;

import io.xfootprint.servlet.FootprintFilter;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * The class loader of an application that brings the filter's jar, in a container that shows it
 * only a part of the JDK, as WildFly does.
 */
final class HidingLoader extends URLClassLoader {

  private static final String OWN = "io.xfootprint.";

  private HidingLoader(URL jar, List<String> hidden) {
    super(new URL[] {jar}, new Rest(HidingLoader.class.getClassLoader(), hidden));
  }

  /** Creates one that hides classes whose names begin so. */
  static HidingLoader of(String... hidden) {
    return new HidingLoader(
        FootprintFilter.class.getProtectionDomain().getCodeSource().getLocation(), List.of(hidden));
  }

  /** Makes an object of a class of the application. */
  <T> T make(Class<T> type, String name) throws ReflectiveOperationException {
    return type.cast(loadClass(name).getConstructor().newInstance());
  }

  private static final class Rest extends ClassLoader {

    private final List<String> hidden;

    Rest(ClassLoader parent, List<String> hidden) {
      super(parent);
      this.hidden = hidden;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith(OWN) || hidden.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
