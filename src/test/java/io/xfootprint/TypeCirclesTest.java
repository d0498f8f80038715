// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Types that name each other, directly or round a ring, can only be understood together. */
class TypeCirclesTest {

  private static final int MAX_CIRCLE = 6;

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.xfootprint");

  @Test
  void keepsCirclesOfTypesSmall() {
    Map<String, Set<String>> circles = circles();
    circles.forEach(
        (type, circle) -> assertTrue(circle.size() <= MAX_CIRCLE, "a circle: " + circle));
    // A rule that finds no circle at all would never fail.
    assertEquals(
        Set.of(RequestAccount.class.getName(), FootprintMonitor.class.getName()),
        circles.get(RequestAccount.class.getName()));
  }

  /** Returns for each type those that it reaches and that reach it. */
  private static Map<String, Set<String>> circles() {
    Map<String, Set<String>> named = new TreeMap<>();
    for (JavaClass type : MAIN) {
      named
          .computeIfAbsent(fileOf(type), file -> new HashSet<>())
          .addAll(
              type.getDirectDependenciesFromSelf().stream()
                  .map(use -> fileOf(use.getTargetClass()))
                  .filter(MAIN::contain)
                  .collect(Collectors.toSet()));
    }
    Map<String, Set<String>> reached = new TreeMap<>();
    named.keySet().forEach(type -> reached.put(type, reachedFrom(type, named)));
    Map<String, Set<String>> circles = new TreeMap<>();
    reached.forEach(
        (type, others) -> {
          Set<String> circle = new TreeSet<>(others);
          circle.removeIf(other -> !reached.getOrDefault(other, Set.of()).contains(type));
          circles.put(type, circle);
        });
    return circles;
  }

  /** Returns the type that a file is named after; nested ones belong to it. */
  private static String fileOf(JavaClass type) {
    String name = type.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private static Set<String> reachedFrom(String start, Map<String, Set<String>> named) {
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>(named.getOrDefault(start, Set.of()));
    while (!next.isEmpty()) {
      String type = next.remove();
      if (reached.add(type)) {
        next.addAll(named.getOrDefault(type, Set.of()));
      }
    }
    return reached;
  }
}
