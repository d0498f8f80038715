// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files beside an application's own classes. Libraries and the container may bring files of the
 * same names, which tell of them and not of the application.
 */
final class OwnFiles {

  private final ServletContext context;
  private final ClassLoader loader;
  private final String classPath;

  /**
   * Creates a view of the files.
   *
   * @param classPath the class path of the JVM, which is the application's where it has no WAR
   */
  OwnFiles(ServletContext context, ClassLoader loader, String classPath) {
    this.context = context;
    this.loader = loader;
    this.classPath = classPath;
  }

  /** Opens a file by its path below the classes; returns null if the application has none. */
  @Nullable InputStream open(String file) throws IOException {
    @Nullable InputStream ofWar = context.getResourceAsStream("/WEB-INF/classes/" + file);
    if (ofWar != null) {
      return ofWar;
    }
    for (URL url : Collections.list(loader.getResources(file))) {
      if (isOwn(url, file)) {
        return url.openStream();
      }
    }
    return null;
  }

  /** Returns whether a file lies in a folder of classes, or in the jar that is the application. */
  private boolean isOwn(URL url, String file) throws IOException {
    String place = url.toExternalForm();
    String root = place.substring(0, place.length() - file.length());
    return url.getProtocol().equals("file")
        // Spring Boot writes BOOT-INF/classes!/ or BOOT-INF/classes/!/, by its version.
        || root.matches(".*/?!/?(BOOT|WEB)-INF/classes/?!/")
        || root.equals(onlyJar());
  }

  /** Returns the root of the one jar on the class path; empty if there are others, or a WAR. */
  private String onlyJar() throws IOException {
    @Nullable Set<String> war = context.getResourcePaths("/WEB-INF/");
    if ((war != null && !war.isEmpty()) || classPath.contains(File.pathSeparator)) {
      return "";
    }
    return "jar:" + Path.of(classPath).toUri().toURL() + "!/";
  }
}
