// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A setting: its name, its rule, its default and its sentence in the documentation.
 *
 * <p>Each is a constant in the record of its subject, and everything about it is said there once:
 * the error message, the list of known names and the test of the documentation come from it. For
 * example
 *
 * <pre>{@code
 * Setting<Integer> DIGITS =
 *     Setting.integer("header.digits", 0, 15, 3, "significant digits in `X-Footprint`, 0 for all");
 *
 * 'header.digits' must be a whole number from 0 to 15, but was '99' (init-param header.digits)
 * }</pre>
 *
 * <p>Immutable once its class is loaded, and safe for use by many threads.
 *
 * @param <T> type of its values
 */
public final class Setting<T> {

  /** Begins the names of environment variables that are meant for us. */
  static final String ENVIRONMENT_PREFIX = "FOOTPRINT_";

  /** Begins the names of system properties and context-params that are meant for us. */
  static final String PROPERTY_PREFIX = "footprint.";

  /**
   * What a user wrote, and where.
   *
   * @param text without blanks around it
   * @param origin such as {@code environment variable FOOTPRINT_APP}; empty if it was not written
   */
  record Given(String text, String origin) {

    static final Given NOTHING = new Given("", "");
  }

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,15}([.][0-9]{1,15})?");

  /** A text of another form is no mistyped name; the look for near ones reads whole tables. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} ._/()@-]{1,60}");

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private final String key;
  private final String rule;
  private final Function<String, Optional<T>> parser;

  /** A value that the parser takes, or words for the documentation where code decides. */
  private final String byDefault;

  private final String meaning;
  private UnaryOperator<String> shown = text -> text;
  private Function<String, List<String>> similar = text -> List.of();
  private Predicate<T> usual = value -> true;
  private String question = "";

  /**
   * Creates a setting with a rule of its own.
   *
   * @param key its name, such as {@code header.digits}
   * @param rule what a value must be, to be read after "must be"
   * @param parser returns the value of a text; empty if the text breaks the rule
   * @param byDefault what holds where it is not set
   * @param meaning what it is for, as a part of a sentence
   */
  Setting(
      String key,
      String rule,
      Function<String, Optional<T>> parser,
      String byDefault,
      String meaning) {
    this.key = key;
    this.rule = rule;
    this.parser = parser;
    this.byDefault = byDefault;
    this.meaning = meaning;
  }

  /** Returns a setting that takes any text. */
  static Setting<String> text(String key, String byDefault, String meaning) {
    return new Setting<>(key, "a text", Optional::of, byDefault, meaning);
  }

  /** Returns a setting that is on or off. Only {@code true} and {@code false} are taken. */
  static Setting<Boolean> flag(String key, boolean byDefault, String meaning) {
    return new Setting<>(
        key,
        "true or false",
        text -> text.matches("true|false") ? Optional.of(text.equals("true")) : Optional.empty(),
        String.valueOf(byDefault),
        meaning);
  }

  /** Returns a setting that is a whole number, at least 0, in a range. */
  static Setting<Integer> integer(String key, int min, int max, int byDefault, String meaning) {
    return new Setting<>(
        key,
        "a whole number from %s to %s".formatted(min, max),
        text ->
            // Nine digits cannot overflow an int.
            Optional.of(text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1)
                .filter(number -> min <= number && number <= max),
        String.valueOf(byDefault),
        meaning);
  }

  /**
   * Returns a setting that is a number, at least 0, in a range.
   *
   * @param kind what is counted, such as {@code number of W}
   */
  static Setting<Double> number(
      String key, String kind, double min, double max, String byDefault, String meaning) {
    return new Setting<>(
        key,
        "a %s from %s to %s".formatted(kind, plain(min), plain(max)),
        text ->
            // Java would also take 1.2f and 0x1p1.
            Optional.of(DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : -1)
                .filter(number -> min <= number && number <= max),
        byDefault,
        meaning);
  }

  /** Returns a number as people write it: 1 and not 1.0. */
  private static String plain(double number) {
    return String.valueOf(number).replaceFirst("[.]0$", "");
  }

  /** Returns a setting that is a duration in a range: a whole number with ms, s, m, h or d. */
  static Setting<Duration> duration(
      String key, String min, String max, String byDefault, String meaning) {
    return new Setting<>(
        key,
        "a duration such as 60s, from %s to %s".formatted(min, max),
        text -> parseDuration(text).filter(length -> isWithin(length, min, max)),
        byDefault,
        meaning);
  }

  /** Returns a setting as {@link #duration} does, where 0 switches something off. */
  static Setting<Duration> durationOrOff(
      String key, String min, String max, String byDefault, String meaning) {
    return new Setting<>(
        key,
        "0 or a duration such as 60s, from %s to %s".formatted(min, max),
        text ->
            parseDuration(text.equals("0") ? "0s" : text)
                .filter(length -> length.isZero() || isWithin(length, min, max)),
        byDefault,
        meaning);
  }

  private static boolean isWithin(Duration length, String min, String max) {
    return length.compareTo(parseDuration(min).orElseThrow()) >= 0
        && length.compareTo(parseDuration(max).orElseThrow()) <= 0;
  }

  private static Optional<Duration> parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  /** Returns a setting that is one of a type's constants, in lower case. */
  static <T extends Enum<T>> Setting<T> choice(
      String key, Class<T> type, String byDefault, String meaning) {
    return new Setting<>(
        key,
        Arrays.stream(type.getEnumConstants())
            .map(Setting::name)
            .collect(Collectors.joining(", ", "one of ", "")),
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(text))
                .findFirst(),
        byDefault,
        meaning);
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns a setting that is a list of texts between commas.
   *
   * @param form the form of each text
   * @param rule the form in words, to be read after "a comma-separated list of"
   */
  static Setting<List<String>> list(
      String key, Pattern form, String rule, String byDefault, String meaning) {
    return new Setting<>(
        key,
        "a comma-separated list of " + rule,
        text ->
            Optional.of(
                    Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList())
                .filter(parts -> parts.stream().allMatch(form.asMatchPredicate())),
        byDefault,
        meaning);
  }

  /** Sets what messages show in place of a value, so that no secret gets into a log. */
  Setting<T> shownAs(UnaryOperator<String> shownText) {
    shown = shownText;
    return this;
  }

  /** Sets how messages find the values that may have been meant by a wrong one. */
  Setting<T> suggesting(Function<String, List<String>> similarTo) {
    similar = similarTo;
    return this;
  }

  /**
   * Sets which values are usual. Others are allowed, but the log warns of them with a question:
   * most come from a wrong unit, such as {@code carbon-intensity=0.342} in kg.
   */
  Setting<T> warningUnless(Predicate<T> isUsual, String itsQuestion) {
    usual = isUsual;
    question = itsQuestion;
    return this;
  }

  /** Returns the name as users write it, such as {@code header.digits}. */
  public String key() {
    return key;
  }

  /** Returns what holds where it is not set, as in the documentation. */
  public String byDefault() {
    return byDefault;
  }

  /** Returns what it is for, as in the documentation. */
  public String meaning() {
    return meaning;
  }

  /** Returns what a value must be, to be read after "must be". */
  String rule() {
    return rule;
  }

  /** Returns the name in the environment, such as {@code FOOTPRINT_HEADER_DIGITS}. */
  String environmentKey() {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Returns the name as a property, such as {@code footprint.header.digits}. */
  String propertyKey() {
    return PROPERTY_PREFIX + key;
  }

  /** Returns the value of a text; empty if the text breaks the rule. */
  Optional<T> parse(String text) {
    return parser.apply(text);
  }

  /** Returns the question about a value that is hardly meant; empty if it is usual. */
  Optional<String> warning(T value) {
    return usual.test(value) ? Optional.empty() : Optional.of(question);
  }

  /** Returns what to throw for a value that breaks the setting's own rule. */
  SettingsException bad(Given given) {
    return bad(rule, given)
        .suggesting(NAME.matcher(given.text()).matches() ? similar.apply(given.text()) : List.of());
  }

  /** Returns what to throw for a value that breaks a rule among several settings. */
  SettingsException bad(String otherRule, Given given) {
    return new SettingsException(key, otherRule, shown.apply(given.text()), given.origin());
  }
}
