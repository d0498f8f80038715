// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The class loader of an application that brings the filter's jar, and all that it needs, in its
 * WEB-INF/lib.
 */
public final class WarLoader extends URLClassLoader {

  /** What the application has its own copy of; the rest is the container's. */
  private static final List<String> OWN =
      List.of(
          "io.xfootprint.",
          "oshi.",
          "de.siegmar.",
          "com.fasterxml.jackson.",
          "com.samskivert.",
          "com.sun.jna.",
          "io.micrometer.",
          "org.slf4j.",
          "ch.qos.logback.");

  private static final List<String> DRIVERS = List.of("org.h2.", "org.postgresql.");

  private WarLoader(URL[] urls, List<String> own) {
    super(urls, new Rest(WarLoader.class.getClassLoader(), own));
  }

  public static WarLoader create() throws MalformedURLException {
    return create(OWN);
  }

  /**
   * Creates one with drivers of the application's own. They are to be used: else Tomcat, which
   * takes this for a parent, loads them when it stops the application, and leaves them registered.
   */
  public static WarLoader createWithDrivers() throws MalformedURLException {
    return create(Stream.of(OWN, DRIVERS).flatMap(List::stream).toList());
  }

  /** Creates one for an application that has these files, and nothing else, in WEB-INF/lib. */
  public static WarLoader of(List<Path> files) throws MalformedURLException {
    return new WarLoader(urls(files), OWN);
  }

  /** Creates one for an application that has its own copy of classes with these names. */
  public static WarLoader of(List<Path> files, List<String> own) throws MalformedURLException {
    return new WarLoader(urls(files), own);
  }

  public static URL[] urls(List<Path> files) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path file : files) {
      urls.add(file.toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static WarLoader create(List<String> own) throws MalformedURLException {
    return new WarLoader(urls(classPath()), own);
  }

  /** Returns the class path of this run. */
  public static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .toList();
  }

  /** Makes an object of a class of the application. */
  public <T> T make(Class<T> type, String name) throws ReflectiveOperationException {
    return type.cast(loadClass(name).getConstructor().newInstance());
  }

  /** Returns whether a class of the application has been loaded. */
  public boolean hasLoaded(String name) {
    synchronized (getClassLoadingLock(name)) {
      return findLoadedClass(name) != null;
    }
  }

  private static final class Rest extends ClassLoader {

    private final List<String> own;

    Rest(ClassLoader parent, List<String> own) {
      super(parent);
      this.own = own;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (own.stream().anyMatch(name::startsWith)) {
        throw new ClassNotFoundException(name);
      }
      return super.loadClass(name, resolve);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return own.stream().anyMatch(each -> name.startsWith("META-INF/services/" + each))
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }
}
