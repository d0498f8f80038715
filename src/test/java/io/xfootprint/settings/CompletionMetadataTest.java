// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What editors complete in application.properties and application.yml, held against the code. */
class CompletionMetadataTest {

  private static final Path FILE =
      Path.of("src/main/resources/META-INF/spring-configuration-metadata.json");

  private static final String CHOICE = "one of ";

  @Test
  void hasTheSettingsThatTheCodeHas() throws IOException {
    String expected =
        """
        {
          "properties": [
        %s
          ],
          "hints": [
        %s
          ]
        }
        """
            .formatted(
                FootprintSettings.SETTINGS.stream()
                    .map(CompletionMetadataTest::property)
                    .collect(Collectors.joining(",\n")),
                FootprintSettings.SETTINGS.stream()
                    .filter(setting -> setting.rule().startsWith(CHOICE))
                    .map(CompletionMetadataTest::hint)
                    .collect(Collectors.joining(",\n")));
    // If this fails, its message has the file as it must be.
    assertEquals(expected, Files.readString(FILE));
  }

  private static String property(Setting<?> setting) {
    String meaning = setting.meaning().replace("`", "");
    // Not the unit gCO2e, and not aws/eu-west-1.
    String first =
        meaning.matches("[a-z]+ .*")
            ? meaning.substring(0, 1).toUpperCase(Locale.ROOT)
            : meaning.substring(0, 1);
    String text = "    {\"name\": \"footprint.%s\", \"type\": \"%s\", \"description\": \"%s.\"";
    return text.formatted(setting.key(), type(setting), first + meaning.substring(1))
        + byDefault(setting)
        + '}';
  }

  private static String type(Setting<?> setting) {
    String rule = setting.rule();
    if (rule.equals("true or false")) {
      return "java.lang.Boolean";
    }
    if (rule.startsWith("a whole number")) {
      return "java.lang.Integer";
    }
    if (rule.matches("a (ratio|share|number) .*")) {
      return "java.lang.Double";
    }
    return rule.startsWith("a comma-separated list")
        ? "java.util.List<java.lang.String>"
        : "java.lang.String";
  }

  /** Boot measures nothing unless it is told to. */
  private static String byDefault(Setting<?> setting) {
    String value = setting.key().equals("enabled") ? "false" : setting.byDefault();
    boolean isPlain = value.matches("[a-z0-9]+") && setting.parse(value).isPresent();
    if (!isPlain) {
      return "";
    }
    boolean isText = type(setting).endsWith("String");
    return ", \"defaultValue\": " + (isText ? '"' + value + '"' : value);
  }

  private static String hint(Setting<?> setting) {
    List<String> values = Arrays.asList(setting.rule().substring(CHOICE.length()).split(", ", -1));
    return "    {\"name\": \"footprint.%s\", \"values\": [%s]}"
        .formatted(
            setting.key(),
            values.stream()
                .map("{\"value\": \"%s\"}"::formatted)
                .collect(Collectors.joining(", ")));
  }
}
