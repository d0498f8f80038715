// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.lang.reflect.Executable;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the jar tells GraalVM's native-image, held against the jar's files and classes. */
class NativeImageTest {

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final String FOLDER = "META-INF/native-image";
  private static final JsonPath METADATA =
      JsonPath.from(
          RESOURCES
              .resolve(FOLDER)
              .resolve("io.xfootprint/x-footprint/reachability-metadata.json")
              .toFile());

  /** Of later JDKs than the oldest. */
  private static final Set<String> LATER =
      Set.of("isVirtual()", "getTotalThreadAllocatedBytes()", "getTotalGcCpuTime()");

  private static List<Path> resources() throws IOException {
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      return files
          .filter(Files::isRegularFile)
          .map(RESOURCES::relativize)
          .filter(file -> !file.startsWith(FOLDER))
          // Spring Boot and editors read them, and no code of ours.
          .filter(file -> !file.startsWith("META-INF/spring"))
          .filter(file -> !file.endsWith("spring-configuration-metadata.json"))
          .toList();
    }
  }

  private static PathMatcher matcher(String glob) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  @Test
  void coversEachResourceAndNothingElse() throws IOException {
    List<String> globs = METADATA.getList("resources.glob");
    for (Path file : resources()) {
      assertTrue(globs.stream().anyMatch(glob -> matcher(glob).matches(file)), file::toString);
    }
    for (String glob : globs) {
      assertTrue(resources().stream().anyMatch(file -> matcher(glob).matches(file)), glob);
    }
  }

  @Test
  void namesTypesAndMethodsThatExist() throws ClassNotFoundException {
    Set<String> missing = new TreeSet<>();
    List<Map<String, Object>> types = METADATA.getList("reflection");
    for (Map<String, Object> entry : types) {
      String type = String.valueOf(entry.get("type"));
      Set<String> existing = signatures(Class.forName(type));
      String path = "reflection.find { it.type == '" + type + "' }.methods";
      List<Map<String, Object>> methods = METADATA.getList(path);
      if (methods != null) {
        methods.stream()
            .map(NativeImageTest::signature)
            .filter(method -> !existing.contains(method))
            .forEach(missing::add);
      }
    }
    missing.removeAll(LATER);
    assertEquals(Set.of(), missing);
  }

  private static Set<String> signatures(Class<?> type) {
    Stream<Executable> methods = Arrays.stream(type.getMethods());
    Stream<Executable> constructors = Arrays.stream(type.getConstructors());
    return Stream.concat(methods, constructors)
        .map(
            each ->
                Arrays.stream(each.getParameterTypes())
                    .map(Class::getTypeName)
                    .collect(
                        Collectors.joining(
                            ", ",
                            (each.getName().equals(type.getName()) ? "<init>" : each.getName())
                                + "(",
                            ")")))
        .collect(Collectors.toSet());
  }

  private static String signature(Map<String, Object> method) {
    return ((List<?>) method.getOrDefault("parameterTypes", List.of()))
        .stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", method.get("name") + "(", ")"));
  }
}
