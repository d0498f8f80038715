// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.util.List;

/**
 * A setting that breaks its rule, or is none. The message says which setting, which rule, which
 * value, where it was set, and what may have been meant:
 *
 * <pre>
 * 'pue' must be a ratio from 1 to 5, but was '0.8' (environment variable FOOTPRINT_PUE)
 * </pre>
 *
 * <p>It stops the start of the application.
 */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private SettingsException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param setting its name
   * @param rule what it must be, to be read after "must be"
   * @param value what it was; never a secret
   * @param origin where it was set, such as {@code environment variable FOOTPRINT_APP}; may be
   *     empty
   */
  public SettingsException(String setting, String rule, String value, String origin) {
    this(
        "'%s' must be %s, but was '%s'%s"
            .formatted(setting, rule, value, origin.isEmpty() ? "" : " (" + origin + ")"));
  }

  /**
   * Returns what to throw for a name that is no setting.
   *
   * @param origin where it was found, with the name itself
   * @param similar names that may have been meant, as they are written there
   * @param names all names
   */
  static SettingsException unknown(String origin, List<String> similar, String names) {
    return new SettingsException(
        "%s is not a setting%s The settings are: %s"
            .formatted(origin, similar.isEmpty() ? "." : question(similar), names));
  }

  /** Returns the same with a question after the message. */
  SettingsException suggesting(List<String> similar) {
    return similar.isEmpty() ? this : new SettingsException(getMessage() + question(similar));
  }

  private static String question(List<String> similar) {
    return similar.isEmpty() ? "" : "; did you mean '" + String.join("' or '", similar) + "'?";
  }
}
