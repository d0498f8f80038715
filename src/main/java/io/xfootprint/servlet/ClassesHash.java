// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * A number made of the classes of an application, and of the names and sizes of its libraries.
 * Equal builds have the same one, whenever and wherever they were made.
 */
final class ClassesHash {

  private static final String CLASSES = "/WEB-INF/classes/";
  private static final String LIBRARIES = "/WEB-INF/lib/";

  private final CRC32C sum = new CRC32C();
  private boolean isEmpty = true;

  private ClassesHash() {}

  /**
   * Returns the number, such as {@code classes-3f2a9c01}: of a WAR, else of the class path; empty
   * if the classes cannot be read.
   */
  static Optional<String> of(ServletContext context, String classPath) {
    ClassesHash hash = new ClassesHash();
    try {
      hash.addClasses(context);
      hash.addLibraries(context);
      if (hash.isEmpty) {
        hash.addClassPath(classPath);
      }
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
    return hash.isEmpty
        ? Optional.empty()
        : Optional.of("classes-%08x".formatted(hash.sum.getValue()));
  }

  private static Set<String> paths(ServletContext context, String folder) {
    Set<String> sorted = new TreeSet<>();
    @Nullable Set<String> paths = context.getResourcePaths(folder);
    if (paths != null) {
      sorted.addAll(paths);
    }
    return sorted;
  }

  /** Reads an unpacked WAR by itself: by the context it takes three times as long. */
  private void addClasses(ServletContext context) throws IOException {
    @Nullable String unpacked = context.getRealPath(CLASSES);
    if (unpacked != null && Files.isDirectory(Path.of(unpacked))) {
      addFolder(Path.of(unpacked));
    } else {
      addWar(context, CLASSES);
    }
  }

  private void addWar(ServletContext context, String folder) throws IOException {
    for (String path : paths(context, folder)) {
      if (path.endsWith("/")) {
        addWar(context, path);
      } else {
        try (InputStream in = context.getResourceAsStream(path)) {
          if (in != null) {
            add(path.substring(CLASSES.length()), in.readAllBytes());
          }
        }
      }
    }
  }

  private void addLibraries(ServletContext context) {
    for (String path : paths(context, LIBRARIES)) {
      @Nullable String unpacked = context.getRealPath(path);
      addLibrary(new File(unpacked == null ? path : unpacked));
    }
  }

  /** Its classes would take too long to read. */
  private void addLibrary(File jar) {
    addName(jar.getName() + jar.length());
  }

  private void addClassPath(String classPath) throws IOException {
    List<String> elements = List.of(classPath.split(File.pathSeparator));
    for (String element : elements) {
      if (element.isEmpty()) {
        continue;
      }
      Path path = Path.of(element);
      if (Files.isDirectory(path)) {
        addFolder(path);
      } else if (Files.isRegularFile(path) && elements.size() == 1) {
        addJar(path);
      } else {
        addLibrary(path.toFile());
      }
    }
  }

  private void addFolder(Path folder) throws IOException {
    TreeMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile).forEach(file -> files.put(name(folder, file), file));
    }
    for (var file : files.entrySet()) {
      add(file.getKey(), Files.readAllBytes(file.getValue()));
    }
  }

  private static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace(File.separatorChar, '/');
  }

  /** Adds an application in one jar, whose directory has the sums of all of its files. */
  private void addJar(Path path) throws IOException {
    try (ZipFile jar = new ZipFile(path.toFile())) {
      TreeMap<String, Long> sums = new TreeMap<>();
      for (ZipEntry entry : Collections.list(jar.entries())) {
        sums.put(entry.getName(), entry.getCrc());
      }
      sums.forEach((name, crc) -> addName(name + crc));
    }
  }

  private void add(String name, byte[] content) {
    addName(name);
    sum.update(content);
  }

  private void addName(String name) {
    isEmpty = false;
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    sum.update(0);
  }
}
