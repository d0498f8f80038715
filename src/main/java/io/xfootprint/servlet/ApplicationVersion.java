// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import io.xfootprint.settings.Sourced;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The version of the application, as its build has left it:
 *
 * <pre>
 * git.properties                     git.build.version, git.commit.id.abbrev   1.8.0+3f2a9c0
 * META-INF/build-info.properties     build.version                             1.8.0
 * META-INF/MANIFEST.MF of the WAR    Implementation-Version                    1.8.0
 * else a number made of its classes, which is the same for equal builds        classes-3f2a9c01
 * </pre>
 *
 * <p>What cannot be read counts as not there: a version is no reason for an application not to
 * start.
 */
final class ApplicationVersion {

  private static final int MOST_CHARACTERS = 100;

  private ApplicationVersion() {}

  /** Returns the version of the application of a context. */
  static Sourced<String> of(ServletContext context) {
    return of(context, loader(context), System.getProperty("java.class.path", ""));
  }

  static Sourced<String> of(ServletContext context, ClassLoader loader, String classPath) {
    OwnFiles files = new OwnFiles(context, loader, classPath);
    return Stream.of(
            properties(files, "git.properties", "git.build.version", "git.commit.id.abbrev"),
            properties(files, "META-INF/build-info.properties", "build.version"),
            manifest(context, loader))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> classes(context, classPath))
        .orElseGet(() -> new Sourced<>("unknown", "nothing says it"));
  }

  private static Optional<Sourced<String>> classes(ServletContext context, String classPath) {
    return ClassesHash.of(context, classPath).map(hash -> new Sourced<>(hash, "its classes"));
  }

  private static ClassLoader loader(ServletContext context) {
    try {
      @Nullable ClassLoader own = context.getClassLoader();
      if (own != null) {
        return own;
      }
    } catch (RuntimeException e) {
      // Not every container allows it.
    }
    return ApplicationVersion.class.getClassLoader();
  }

  /** Returns the values of some keys, with a plus between them. */
  private static Optional<Sourced<String>> properties(OwnFiles files, String file, String... keys) {
    Properties properties = new Properties();
    try (@Nullable InputStream in = files.open(file)) {
      if (in == null) {
        return Optional.empty();
      }
      properties.load(in);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
    StringBuilder version = new StringBuilder();
    for (String key : keys) {
      String value = properties.getProperty(key, "").strip();
      version.append(version.isEmpty() || value.isEmpty() ? "" : "+").append(value);
    }
    return sourced(version.toString(), file);
  }

  /** Reads the manifest of the WAR, or of the jar that starts an application of Spring Boot. */
  private static Optional<Sourced<String>> manifest(ServletContext context, ClassLoader loader) {
    String name = "META-INF/MANIFEST.MF";
    try (InputStream in = context.getResourceAsStream("/" + name)) {
      if (in != null) {
        return version(new Manifest(in));
      }
      for (URL url : Collections.list(loader.getResources(name))) {
        try (InputStream jar = url.openStream()) {
          Manifest manifest = new Manifest(jar);
          if (manifest.getMainAttributes().getValue("Start-Class") != null) {
            return version(manifest);
          }
        }
      }
    } catch (IOException | RuntimeException e) {
      // As if there were none.
    }
    return Optional.empty();
  }

  private static Optional<Sourced<String>> version(Manifest manifest) {
    String version = manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    return sourced(version == null ? "" : version, "MANIFEST.MF");
  }

  /** Returns what a version can be: a build may leave anything, such as a name in place of it. */
  private static Optional<Sourced<String>> sourced(String text, String basis) {
    String version = text.strip().replaceAll("[\\p{Cc}\\p{Cs}]", "");
    return version.isEmpty() || version.startsWith("${")
        ? Optional.empty()
        : Optional.of(
            new Sourced<>(
                version.substring(0, Math.min(version.length(), MOST_CHARACTERS)), basis));
  }
}
