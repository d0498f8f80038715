// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The types that users touch: listed twice, and closed in themselves. */
class PublicApiTest {

  private static final Path MAIN = Path.of("src/main/java");
  private static final Pattern TYPE = Pattern.compile("io\\.xfootprint(\\.[a-z]+)?\\.[A-Z]\\w+");

  private final Set<String> listed =
      types("src/main/java/io/xfootprint/package-info.java", "Types for users");

  /** Returns the full names of types after a heading. */
  private static Set<String> types(String file, String heading) {
    try {
      String text = Files.readString(Path.of(file));
      return TYPE.matcher(text.substring(text.indexOf(heading)))
          .results()
          .map(MatchResult::group)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Set<String> listedTypes() {
    return new PublicApiTest().listed;
  }

  @Test
  void isTheSameInTheCodeAndInTheDocs() {
    assertTrue(listed.size() > 10, listed::toString);
    assertEquals(listed, types("src/site/markdown/api.md", "# Types for users"));
  }

  @ParameterizedTest
  @MethodSource("listedTypes")
  void showsNoTypeThatIsNotListed(String name) throws ClassNotFoundException {
    Class<?> type = Class.forName(name);
    assertTrue(Modifier.isPublic(type.getModifiers()), name);
    Set<String> shown = new TreeSet<>();
    shownBy(type).forEach(each -> addOurs(each, shown, new HashSet<>()));
    shown.removeAll(listed);
    assertEquals(Set.of(), shown, name);
  }

  private static Stream<Type> shownBy(Class<?> type) {
    Stream<Type> parents =
        Stream.concat(
            Stream.ofNullable(type.getGenericSuperclass()),
            Arrays.stream(type.getGenericInterfaces()));
    Stream<Type> members =
        Stream.of(
                type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods())
            .<Member>flatMap(Arrays::stream)
            .filter(member -> !member.isSynthetic())
            .filter(member -> isShown(type, member))
            .flatMap(PublicApiTest::typesOf);
    return Stream.of(parents, members, Arrays.<Type>stream(type.getClasses()))
        .flatMap(each -> each);
  }

  private static boolean isShown(Class<?> type, Member member) {
    int modifiers = member.getModifiers();
    return Modifier.isPublic(modifiers)
        || (Modifier.isProtected(modifiers) && !Modifier.isFinal(type.getModifiers()));
  }

  private static Stream<Type> typesOf(Member member) {
    if (member instanceof Field field) {
      return Stream.of(field.getGenericType());
    }
    Executable executable = (Executable) member;
    Stream<Type> taken =
        Stream.concat(
            Arrays.stream(executable.getGenericParameterTypes()),
            Arrays.stream(executable.getGenericExceptionTypes()));
    return executable instanceof Method method
        ? Stream.concat(taken, Stream.of(method.getGenericReturnType()))
        : taken;
  }

  /** Adds the names of our own types in a type, with its parameters and bounds. */
  private static void addOurs(Type type, Set<String> names, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    Stream<Type> parts = Stream.empty();
    if (type instanceof Class<?> plain) {
      if (plain.getName().startsWith("io.xfootprint.")) {
        names.add(plain.getName());
      }
      parts = Stream.ofNullable(plain.getComponentType());
    } else if (type instanceof ParameterizedType generic) {
      parts =
          Stream.concat(
              Stream.of(generic.getRawType()), Arrays.stream(generic.getActualTypeArguments()));
    } else if (type instanceof GenericArrayType array) {
      parts = Stream.of(array.getGenericComponentType());
    } else if (type instanceof WildcardType wildcard) {
      parts =
          Stream.of(wildcard.getUpperBounds(), wildcard.getLowerBounds()).flatMap(Arrays::stream);
    } else if (type instanceof TypeVariable<?> variable) {
      parts = Arrays.stream(variable.getBounds());
    }
    parts.forEach(part -> addOurs(part, names, seen));
  }

  @Test
  void isSaidToBeAllThatLastsInEveryOtherPackage() throws IOException {
    List<Path> silent;
    try (Stream<Path> files = Files.walk(MAIN)) {
      silent =
          files
              .filter(file -> file.endsWith("package-info.java"))
              .filter(file -> !file.equals(MAIN.resolve("io/xfootprint/package-info.java")))
              .filter(file -> !read(file).contains("may change"))
              .toList();
    }
    assertEquals(List.of(), silent);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
