// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may see the totals beside the log: by the report, where the application maps it, and by other
 * ways. Nothing is shown unless it is set: totals and routes tell strangers how an application is
 * built and used.
 *
 * @param access to whom the report is shown
 * @param role the role of {@link ReportAccess#ROLE}; empty for the others
 * @param badge whether everyone may see the badge
 * @param counted whether requests for the report are counted as others are
 * @param dearest whether the report shows single requests, those that took the most energy
 * @param tenants whether the report shows tenants
 * @param wellKnown what the well-known document needs; empty if it is not published
 * @param jmx whether JMX shows the totals
 */
public record ReportSettings(
    ReportAccess access,
    String role,
    boolean badge,
    boolean counted,
    boolean dearest,
    boolean tenants,
    Optional<WellKnown> wellKnown,
    boolean jmx) {

  private static final String ROLE_PREFIX = "role:";

  private static final Setting<String> ACCESS =
      new Setting<>(
          "report.access",
          "one of closed, loopback, role:NAME, open",
          ReportSettings::access,
          "closed",
          "who may see the report: `closed`, `loopback` (http://localhost or http://127.0.0.1 on"
              + " the same machine, behind nothing that replaces addresses), `role:NAME` (by the"
              + " container's login), `open`");

  private static final Setting<Boolean> BADGE =
      Setting.flag("report.badge", false, "whether everyone may see the badge");

  private static final Setting<Boolean> COUNTED =
      Setting.flag(
          "report.counted",
          false,
          "whether requests for the report are counted and have headers; otherwise they are"
              + " background");

  private static final Setting<Boolean> DEAREST =
      Setting.flag(
          "report.dearest",
          false,
          "whether the report shows the twenty requests of the last hour that took the most energy:"
              + " route, time and figures of each");

  private static final Setting<Boolean> TENANTS =
      Setting.flag(
          "report.tenants",
          false,
          "whether the report shows tenants: their names and what they cost");

  private static final String NO_DOCUMENT = "none: no document";

  private static final Setting<String> PROVIDER =
      Setting.text(
          "well-known.provider",
          NO_DOCUMENT,
          "who publishes the well-known document; set this and the next two, or none");

  private static final Setting<URI> METHODOLOGY =
      new Setting<>(
          "well-known.methodology-uri",
          "an absolute https address",
          ReportSettings::httpsAddress,
          NO_DOCUMENT,
          "where its method is described");

  private static final Setting<String> TARGET =
      new Setting<>(
          "well-known.target",
          "the name of a host like shop.example",
          text -> Optional.of(text).filter(ReportSettings::isHost),
          NO_DOCUMENT,
          "name of the host that it is about");

  private static final Setting<List<String>> PATHS =
      Setting.list(
          "well-known.paths",
          Pattern.compile("(?!.*//)/[^*?#\\s{}]*[^*?#\\s{}/]"),
          "prefixes of paths like /orders or /api/search",
          "",
          "prefixes of paths whose routes are published by themselves: `/orders, /search`");

  private static final Setting<Boolean> JMX =
      Setting.flag(
          "jmx", false, "whether an MBean shows the totals to JConsole and other tools of JMX");

  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:[0-9]+)?");

  /** A host's name has up to 253 characters, and its port up to five with a colon before them. */
  private static final int MAX_HOST = 259;

  static final List<Setting<?>> SETTINGS =
      List.of(ACCESS, BADGE, COUNTED, DEAREST, TENANTS, PROVIDER, METHODOLOGY, TARGET, PATHS, JMX);

  /**
   * What the well-known document says about its publisher, beside the totals.
   *
   * @param provider who publishes, with a role's address
   * @param methodology where the method is described, absolute and https
   * @param target host of the origin that is reported
   * @param paths prefixes of paths that are reported for themselves
   */
  public record WellKnown(String provider, URI methodology, String target, List<String> paths) {}

  /** Reads and checks the settings of this subject. */
  static ReportSettings read(SettingSources sources) {
    String access = sources.value(ACCESS);
    boolean isRole = access.startsWith(ROLE_PREFIX);
    return new ReportSettings(
        isRole ? ReportAccess.ROLE : ReportAccess.valueOf(access.toUpperCase(Locale.ROOT)),
        isRole ? access.substring(ROLE_PREFIX.length()) : "",
        sources.value(BADGE),
        sources.value(COUNTED),
        sources.value(DEAREST),
        sources.value(TENANTS),
        wellKnown(sources),
        sources.value(JMX));
  }

  /** Returns a text that is one of the ways of access, or a role with a name. */
  private static Optional<String> access(String text) {
    return Optional.of(text)
        .filter(
            access ->
                List.of("closed", "loopback", "open").contains(access)
                    || (access.startsWith(ROLE_PREFIX)
                        && !access.substring(ROLE_PREFIX.length()).isBlank()));
  }

  /**
   * Returns what the well-known document needs. A document with a part of it would not be valid, so
   * all three are set or none.
   */
  private static Optional<WellKnown> wellKnown(SettingSources sources) {
    List<String> paths = sources.value(PATHS);
    Optional<String> provider = sources.find(PROVIDER);
    Optional<URI> methodology = sources.find(METHODOLOGY);
    Optional<String> target = sources.find(TARGET);
    if (provider.isPresent() && methodology.isPresent() && target.isPresent()) {
      return Optional.of(new WellKnown(provider.get(), methodology.get(), target.get(), paths));
    }
    for (Setting<?> setting : List.of(PROVIDER, METHODOLOGY, TARGET)) {
      if (sources.has(setting)) {
        throw setting.bad(
            "set together with all of 'well-known.provider', 'well-known.methodology-uri' and"
                + " 'well-known.target'",
            sources.given(setting));
      }
    }
    return Optional.empty();
  }

  private static Optional<URI> httpsAddress(String text) {
    try {
      return Optional.of(new URI(text))
          .filter(uri -> "https".equals(uri.getScheme()) && uri.getHost() != null);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static boolean isHost(String text) {
    return text.length() <= MAX_HOST && HOST.matcher(text).matches();
  }
}
