// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

/** A setting breaks its rule; the message says which setting, which rule and which value. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param setting its name
   * @param rule what it must be, to be read after "must be"
   * @param value what it was; never a secret
   */
  public SettingsException(String setting, String rule, String value) {
    super("'%s' must be %s, but was '%s'".formatted(setting, rule, value));
  }
}
