// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.upstream;

/**
 * A reader of the parts of a Dictionary of RFC 9651, section 4.2, from left to right.
 *
 * <p>Each method returns whether its part is there and moves behind it; after false the text is no
 * Dictionary, and the reader of no more use. Numbers are kept, of all else only the form is
 * checked. The work is in proportion to the length of the text, and nothing throws for any text.
 */
final class FieldReader {

  private static final int MAX_INTEGER_DIGITS = 15;
  private static final int MAX_DIGITS_BEFORE_POINT = 12;
  private static final int MAX_DIGITS_BEHIND_POINT = 3;
  private static final String OF_TOKENS = "!#$%&'*+-.^_`|~:/";

  private final String text;
  private final int end;
  private int at;

  /** The last number in thousandths; what it is before a number is read does not matter. */
  private long thousandths;

  private boolean isInteger;

  FieldReader(String text) {
    this.text = text;
    int last = text.length();
    while (last > 0 && text.charAt(last - 1) == ' ') {
      last--;
    }
    end = last;
    skip(" ");
  }

  boolean isAtEnd() {
    return at >= end;
  }

  /** Returns the number that was read last, in thousandths, of at most 18 digits. */
  long thousandths() {
    return thousandths;
  }

  /** Returns whether the number that was read last has no point. */
  boolean isInteger() {
    return isInteger;
  }

  /** Returns the character that comes next; 0 at the end. */
  char next() {
    return at < end ? text.charAt(at) : 0;
  }

  /** Moves behind a character, if it is the next one. */
  boolean take(char expected) {
    if (at < end && text.charAt(at) == expected) {
      at++;
      return true;
    }
    return false;
  }

  /** Returns whether nothing but blanks follows a member. */
  boolean takeEnd() {
    skip(" \t");
    return isAtEnd();
  }

  /** Moves behind the comma before a further member, and the blanks behind it. */
  boolean takeComma() {
    if (!take(',')) {
      return false;
    }
    skip(" \t");
    return !isAtEnd();
  }

  private void skip(String characters) {
    while (at < end && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** Returns the key that comes next; empty if there is none. */
  String key() {
    int start = at;
    if (isLower(next()) || next() == '*') {
      at++;
      while (isLower(next()) || isDigit(next()) || (next() != 0 && "_-.*".indexOf(next()) >= 0)) {
        at++;
      }
    }
    return text.substring(start, at);
  }

  /** Reads an Item or an Inner List, with its parameters. */
  boolean value() {
    return (next() == '(' ? innerList() : bareItem()) && parameters();
  }

  /** Reads the parameters of an Item; there may be none. */
  boolean parameters() {
    while (take(';')) {
      skip(" ");
      if (key().isEmpty() || (take('=') && !bareItem())) {
        return false;
      }
    }
    return true;
  }

  private boolean innerList() {
    at++;
    while (true) {
      skip(" ");
      if (take(')')) {
        return true;
      }
      if (!bareItem() || !parameters() || (next() != ' ' && next() != ')')) {
        return false;
      }
    }
  }

  private boolean bareItem() {
    char first = next();
    if (first == '-' || isDigit(first)) {
      return number();
    }
    return switch (first) {
      case '"' -> string();
      case '%' -> displayString();
      case ':' -> bytes();
      case '?' -> take('?') && (take('0') || take('1'));
      case '@' -> take('@') && number() && isInteger;
      default -> token();
    };
  }

  /** Reads an Integer or a Decimal. */
  boolean number() {
    boolean isNegative = take('-');
    int start = at;
    long digits = digits(MAX_INTEGER_DIGITS);
    int before = at - start;
    if (before == 0) {
      return false;
    }
    isInteger = !take('.');
    long fraction = 0;
    if (!isInteger) {
      int point = at;
      fraction = digits(MAX_DIGITS_BEHIND_POINT);
      int behind = at - point;
      if (behind == 0 || before > MAX_DIGITS_BEFORE_POINT) {
        return false;
      }
      for (int i = behind; i < MAX_DIGITS_BEHIND_POINT; i++) {
        fraction *= 10;
      }
    }
    thousandths = (isNegative ? -1 : 1) * (digits * 1000 + fraction);
    return !isDigit(next());
  }

  private long digits(int max) {
    long number = 0;
    for (int i = 0; i < max && isDigit(next()); i++) {
      number = number * 10 + (next() - '0');
      at++;
    }
    return number;
  }

  private boolean string() {
    at++;
    while (isVisibleOrBlank(next())) {
      if (take('"')) {
        return true;
      }
      if (take('\\')) {
        if (!take('"') && !take('\\')) {
          return false;
        }
      } else {
        at++;
      }
    }
    return false;
  }

  private boolean displayString() {
    at++;
    if (!take('"')) {
      return false;
    }
    while (isVisibleOrBlank(next())) {
      if (take('"')) {
        return true;
      }
      if (take('%')) {
        if (!takeByte()) {
          return false;
        }
      } else {
        at++;
      }
    }
    return false;
  }

  /** Two digits in lower case. */
  private boolean takeByte() {
    boolean isByte = at + 1 < end && isHex(text.charAt(at)) && isHex(text.charAt(at + 1));
    at += 2;
    return isByte;
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f');
  }

  private boolean bytes() {
    at++;
    while (isAlpha(next()) || isDigit(next()) || (next() != 0 && "+/=".indexOf(next()) >= 0)) {
      at++;
    }
    return take(':');
  }

  private boolean token() {
    if (!isAlpha(next()) && next() != '*') {
      return false;
    }
    while (isAlpha(next()) || isDigit(next()) || (next() != 0 && OF_TOKENS.indexOf(next()) >= 0)) {
      at++;
    }
    return true;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  private static boolean isAlpha(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isVisibleOrBlank(char c) {
    return c >= ' ' && c < 0x7F;
  }
}
