// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import org.jspecify.annotations.Nullable;

/**
 * The rule for names of tenants, which come from clients as often as not, and are shown in lines,
 * tables and on paper.
 *
 * <pre>{@code
 * acme, Müller & Söhne, 42      usable
 * "", "   "                     no name at all
 * (other), 121 characters,      not usable: all of these count as (invalid)
 * a\nb, acme + U+200B
 * }</pre>
 *
 * <p>A name that is not usable is not cut or cleaned: two of them would be taken for one, or one
 * for that of another tenant.
 */
final class UsableName {

  private UsableName() {}

  /**
   * Returns the name that a text is, without blanks around it; null if it is blank, and {@link
   * TenantNames#INVALID} if it cannot be used. A usable text without such blanks is itself the
   * name, and no memory is taken.
   */
  static @Nullable String of(String text) {
    String name = text.strip();
    if (name.isEmpty()) {
      return null;
    }
    return isUsable(name) ? name : TenantNames.INVALID;
  }

  private static boolean isUsable(String name) {
    // Names of ours, such as (other), begin so.
    if (name.length() > TenantNames.MAX_LENGTH || name.charAt(0) == '(') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char character = name.charAt(i);
      // Most names are ASCII, and the table of types is asked for the rest.
      if (character < ' ' || character > '~') {
        int whole = name.codePointAt(i);
        if (!isVisible(whole)) {
          return false;
        }
        i += Character.charCount(whole) - 1;
      }
    }
    return true;
  }

  /**
   * Returns whether a character can be seen as it is. Format characters turn the text around or
   * have no width, and blanks of other kinds look like the usual one: with them two names could
   * look the same on a statement. Half an emoji is no character, and no database takes it.
   */
  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> !isIgnorable(character);
    };
  }

  /**
   * Returns whether a character of another kind is shown as nothing or as a blank: the others of
   * {@code Default_Ignorable_Code_Point} in Unicode 16, and the empty pattern of Braille.
   */
  private static boolean isIgnorable(int character) {
    return switch (character) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          (character >= 0x180B && character <= 0x180F)
              || (character >= 0xFE00 && character <= 0xFE0F)
              || (character >= 0xE0100 && character <= 0xE01EF);
    };
  }
}
