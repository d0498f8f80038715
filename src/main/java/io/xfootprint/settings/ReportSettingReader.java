// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import io.xfootprint.settings.ReportSettings.WellKnown;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what of the totals is shown. */
final class ReportSettingReader {

  private static final String ROLE_PREFIX = "role:";
  private static final String ACCESS_RULE = "one of closed, loopback, role:NAME, open";

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]+)?");
  private static final Pattern PREFIX = Pattern.compile("(?!.*//)/[^*?#\\s{}]*[^*?#\\s{}/]");

  private static final int MAX_HOST = 259;

  private static final String TOGETHER =
      "set together with all of 'well-known.provider', 'well-known.methodology-uri' and"
          + " 'well-known.target'";

  private static final List<Setting> OF_WELL_KNOWN =
      List.of(
          Setting.WELL_KNOWN_PROVIDER,
          Setting.WELL_KNOWN_METHODOLOGY_URI,
          Setting.WELL_KNOWN_TARGET);

  private ReportSettingReader() {}

  static ReportSettings read(SettingReader read) {
    String access = read.text(Setting.REPORT_ACCESS).orElse("closed");
    String role = access.startsWith(ROLE_PREFIX) ? access.substring(ROLE_PREFIX.length()) : "";
    return new ReportSettings(
        access(read, access, role),
        role,
        read.flag(Setting.REPORT_BADGE, false),
        read.flag(Setting.REPORT_COUNTED, false),
        wellKnown(read));
  }

  private static ReportAccess access(SettingReader read, String text, String role) {
    if (!role.isBlank()) {
      return ReportAccess.ROLE;
    }
    return Stream.of(ReportAccess.CLOSED, ReportAccess.LOOPBACK, ReportAccess.OPEN)
        .filter(access -> access.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> read.bad(Setting.REPORT_ACCESS, ACCESS_RULE));
  }

  /** All of what the document must hold is to be set, or nothing. */
  private static Optional<WellKnown> wellKnown(SettingReader read) {
    List<String> paths =
        read.list(
            Setting.WELL_KNOWN_PATHS,
            PREFIX,
            "a comma-separated list of prefixes of paths like /orders or /api/search");
    Optional<String> provider = read.text(Setting.WELL_KNOWN_PROVIDER);
    Optional<URI> methodology =
        read.text(Setting.WELL_KNOWN_METHODOLOGY_URI).map(text -> methodology(read, text));
    Optional<String> target = read.text(Setting.WELL_KNOWN_TARGET);
    target.ifPresent(text -> requireHost(read, text));
    if (provider.isPresent() && methodology.isPresent() && target.isPresent()) {
      return Optional.of(new WellKnown(provider.get(), methodology.get(), target.get(), paths));
    }
    for (Setting setting : OF_WELL_KNOWN) {
      if (read.text(setting).isPresent()) {
        throw read.bad(setting, TOGETHER);
      }
    }
    return Optional.empty();
  }

  private static URI methodology(SettingReader read, String text) {
    try {
      URI uri = new URI(text);
      if ("https".equals(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Told below.
    }
    throw read.bad(Setting.WELL_KNOWN_METHODOLOGY_URI, "an absolute https address");
  }

  private static void requireHost(SettingReader read, String target) {
    if (target.length() > MAX_HOST || !HOST.matcher(target).matches()) {
      throw read.bad(Setting.WELL_KNOWN_TARGET, "the name of a host like shop.example");
    }
  }
}
