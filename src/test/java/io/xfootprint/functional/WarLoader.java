// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The class loader of an application that brings the filter's jar, and all that it needs, in its
 * WEB-INF/lib.
 */
final class WarLoader extends URLClassLoader {

  /** What the application has its own copy of; the rest is the container's. */
  private static final List<String> OWN =
      List.of("io.xfootprint.", "oshi.", "de.siegmar.", "org.slf4j.", "ch.qos.logback.");

  private WarLoader(URL[] urls) {
    super(urls, new Rest(WarLoader.class.getClassLoader()));
  }

  static WarLoader create() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(Path.of(entry).toUri().toURL());
    }
    return new WarLoader(urls.toArray(URL[]::new));
  }

  /** Makes an object of a class of the application. */
  <T> T make(Class<T> type, String name) throws ReflectiveOperationException {
    return type.cast(loadClass(name).getConstructor().newInstance());
  }

  private static final class Rest extends ClassLoader {

    Rest(ClassLoader parent) {
      super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (OWN.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }
  }
}
