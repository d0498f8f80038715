// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads settings as values; each kind of value has its rule and its message in one place. */
final class SettingReader {

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}([.][0-9]{1,15})?");
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private final SettingSources sources;

  SettingReader(SettingSources sources) {
    this.sources = sources;
  }

  Optional<String> text(Setting setting) {
    return sources.find(setting);
  }

  OptionalDouble number(Setting setting, double min, double max) {
    Optional<String> text = sources.find(setting);
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    double number = parse(text.get());
    if (!(min <= number && number <= max)) {
      throw bad(setting, "a number from %s to %s".formatted(min, max));
    }
    return OptionalDouble.of(number);
  }

  private static double parse(String text) {
    // Java would also take 1.2f and 0x1p1.
    return DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  int integer(Setting setting, int min, int max, int otherwise) {
    Optional<String> text = sources.find(setting);
    if (text.isEmpty()) {
      return otherwise;
    }
    // Nine digits cannot overflow an int.
    int number = text.get().matches("[0-9]{1,9}") ? Integer.parseInt(text.get()) : -1;
    if (number < min || number > max) {
      throw bad(setting, "a whole number from %s to %s".formatted(min, max));
    }
    return number;
  }

  boolean flag(Setting setting, boolean otherwise) {
    return switch (sources.find(setting).orElse(String.valueOf(otherwise))) {
      case "true" -> true;
      case "false" -> false;
      default -> throw bad(setting, "true or false");
    };
  }

  Duration duration(Setting setting, Duration min, Duration max, Duration otherwise) {
    return duration(setting, "a duration", min, max, otherwise);
  }

  private Duration duration(
      Setting setting, String kind, Duration min, Duration max, Duration otherwise) {
    Optional<String> text = sources.find(setting);
    if (text.isEmpty()) {
      return otherwise;
    }
    Duration duration = parseDuration(text.get());
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      throw bad(setting, "%s such as 60s, from %s to %s".formatted(kind, shown(min), shown(max)));
    }
    return duration;
  }

  /** As {@link #duration}, and 0 is allowed too. */
  Duration durationOrOff(Setting setting, Duration min, Duration max, Duration otherwise) {
    Optional<String> text = sources.find(setting);
    if (text.isPresent() && (text.get().equals("0") || parseDuration(text.get()).isZero())) {
      return Duration.ZERO;
    }
    return duration(setting, "0 or a duration", min, max, otherwise);
  }

  private static Duration parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Duration.ofNanos(-1);
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }

  private static String shown(Duration duration) {
    if (duration.toDays() > 1) {
      return duration.toDays() + "d";
    }
    return duration.toHours() > 0
        ? duration.toHours() + "h"
        : duration.toSeconds() > 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }

  <T extends Enum<T>> T choice(Setting setting, Class<T> type, T otherwise) {
    Optional<String> text = sources.find(setting);
    if (text.isEmpty()) {
      return otherwise;
    }
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> name(constant).equals(text.get()))
        .findFirst()
        .orElseThrow(
            () ->
                bad(
                    setting,
                    "one of "
                        + Arrays.stream(type.getEnumConstants())
                            .map(SettingReader::name)
                            .collect(Collectors.joining(", "))));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns the parts between commas, each of which must match. */
  List<String> list(Setting setting, Pattern form, String rule) {
    List<String> parts =
        Arrays.stream(sources.find(setting).orElse("").split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .toList();
    if (!parts.stream().allMatch(part -> form.matcher(part).matches())) {
      throw bad(setting, rule);
    }
    return parts;
  }

  /** Returns what a name stands for, empty if the setting is not set. */
  <T> Optional<T> known(Setting setting, Function<String, Optional<T>> lookup, String rule) {
    return sources
        .find(setting)
        .map(text -> lookup.apply(text).orElseThrow(() -> bad(setting, rule)));
  }

  SettingsException bad(Setting setting, String rule) {
    return new SettingsException(setting.key(), rule, sources.find(setting).orElse(""));
  }
}
