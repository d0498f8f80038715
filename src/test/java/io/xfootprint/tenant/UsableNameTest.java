// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsableNameTest {

  /** The rule in other words than those of the code. */
  private static final Pattern RULE =
      Pattern.compile(
          "(?s)(?![( ])(?!.* $)(?!.*[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}])(?!.*[\\p{Zs}&&[^ ]]).+");

  private static final String BOMB = "\uD83D\uDCA3";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acme",
        "Acme",
        "42",
        "a",
        "M\u00FCller & S\u00F6hne",
        "\u65E5\u672C",
        "a(b)",
        "';--",
        "<script>",
        "a=b,\"c\\",
        "e\u0301",
        BOMB
      })
  void takesANameAsItIs(String name) {
    assertSame(name, UsableName.of(name));
  }

  @Test
  void takesNamesOfUpTo120Characters() {
    String longest = "x".repeat(120);
    assertSame(longest, UsableName.of(longest));
    assertEquals(longest, UsableName.of("  " + longest + "\t"));
    assertSame(TenantNames.INVALID, UsableName.of(longest + "x"));
    assertSame(TenantNames.INVALID, UsableName.of(BOMB.repeat(61)));
    assertSame(TenantNames.INVALID, UsableName.of("x".repeat(100_000)));
  }

  @Test
  void dropsBlanksAround() {
    assertEquals("acme corp", UsableName.of(" \tacme corp\n\u2003"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\r\n", "\u2028", "\u3000\u2003"})
  void takesABlankTextForNoName(String text) {
    assertNull(UsableName.of(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(other)",
        "(invalid)",
        "(",
        " (acme",
        "a\u0000b",
        "a\nb",
        "a\tb",
        "a\u007Fb",
        "a\u0085b",
        "a\u009Bb",
        "a\u2028b",
        "a\u2029b",
        "a\u00A0b",
        "\u00A0",
        "a\u2003b",
        "a\u00ADb",
        "a\u200Bb",
        "a\u200Fb",
        "\u202Eabc",
        "a\u2066b",
        "\uFEFFa",
        "\uDB40\uDC41",
        "a\uD83D",
        "\uDCA3a",
        "\uD83D\uD83D\uDCA3"
      })
  void takesNoNameThatCannotBeSeenAsItIs(String text) {
    assertSame(TenantNames.INVALID, UsableName.of(text));
  }

  @Test
  void keepsTheRuleForAnyText() {
    Random random = new Random(18);
    String likely = "ab (\u0000\n\t\u00A0\u202E\uD83D\uDCA3\u00FC)";
    int usable = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(random.nextInt(20) == 0 ? 300 : 8);
      for (int j = 0; j < length; j++) {
        text.append(
            random.nextBoolean()
                ? likely.charAt(random.nextInt(likely.length()))
                : (char) random.nextInt(0x10000));
      }
      usable += isUsable(UsableName.of(text.toString())) ? 1 : 0;
    }
    assertTrue(usable > 10_000, "only " + usable);
  }

  /** Returns whether a name is one of a tenant; fails if it does not keep the rule. */
  static boolean isUsable(@Nullable String name) {
    if (name == null || name.equals("(invalid)")) {
      return false;
    }
    assertTrue(
        name.length() <= 120 && RULE.matcher(name).matches(),
        () -> "not usable: " + name.chars().mapToObj(Integer::toHexString).toList());
    return true;
  }
}
