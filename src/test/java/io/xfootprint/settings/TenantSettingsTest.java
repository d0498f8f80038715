// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.Host;
import io.xfootprint.settings.TenantSource.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantSettingsTest {

  private static final Host HOST = new Host("Some CPU", "Zen 4", 1, 2, 4, true);

  private static FootprintSettings read(String name, String value) {
    return FootprintSettings.from(new SettingSources().parameters(Map.of(name, value)), HOST);
  }

  private static String message(String name, String value) {
    return String.valueOf(
        assertThrows(SettingsException.class, () -> read(name, value)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "attribute, ATTRIBUTE, ''",
    "none, NONE, ''",
    "host, HOST, ''",
    "path:1, PATH, 1",
    "path:9, PATH, 9",
    "header:X-Tenant, HEADER, X-Tenant",
    "header: X-Tenant, HEADER, X-Tenant",
    "header:x_tenant~1, HEADER, x_tenant~1",
    "claim:sub, CLAIM, sub",
    "claim:org.tenant, CLAIM, org.tenant",
    "claim:urn:example:tenant, CLAIM, urn:example:tenant",
    "claim:https://example.com/tenant, CLAIM, https://example.com/tenant",
    "claim:tenant id, CLAIM, tenant id"
  })
  void readsWhereTheNameIs(String text, Kind kind, String name) {
    assertEquals(new TenantSource(kind, name), read("tenant", text).tenants().source());
    assertEquals(List.of(), read("tenant", text).warnings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "header",
        "HOST",
        "Attribute",
        "off",
        "false",
        "path",
        "path2",
        "X-Tenant",
        "host:2"
      })
  void saysWhereANameCanBe(String text) {
    assertEquals(
        "'tenant' must be one of attribute, header:NAME, claim:NAME, host, path:N, none, but was '"
            + text
            + "' (init-param tenant)",
        message("tenant", text));
  }

  @ParameterizedTest
  @CsvSource({
    "path:, path:N with N from 1 to 9",
    "path:0, path:N with N from 1 to 9",
    "path:10, path:N with N from 1 to 9",
    "path:-1, path:N with N from 1 to 9",
    "path:two, path:N with N from 1 to 9",
    "header:, header:NAME with the name of a header field",
    "header:X Tenant, header:NAME with the name of a header field",
    "header::authority, header:NAME with the name of a header field",
    "header:X-T\u00E9nant, header:NAME with the name of a header field",
    "'claim:', 'claim:NAME with a name of 1 to 200 characters, none of them a control character'",
    "'claim:a\u0000b', 'claim:NAME with a name of 1 to 200 characters, none of them a control character'"
  })
  void saysWhichRuleANameBreaks(String text, String rule) {
    assertEquals(
        "'tenant' must be %s, but was '%s' (init-param tenant)".formatted(rule, text),
        message("tenant", text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "AUTHORIZATION",
        "Proxy-Authorization",
        "cookie",
        "X-Footprint-Key"
      })
  void takesNoHeaderOfCredentials(String header) {
    assertEquals(
        "'tenant' must be header:NAME with a header that holds no credentials, as the names of"
            + " tenants are kept and shown, but was 'header:"
            + header
            + "' (init-param tenant)",
        message("tenant", "header:" + header));
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Api-Key", "X-Access-Token", "x-session-id", "X-Auth-User"})
  void asksWhetherAHeaderHoldsASecret(String header) {
    assertEquals(
        List.of(
            "'tenant' is 'header:"
                + header
                + "' (init-param tenant), and the names of tenants are kept and shown: does that"
                + " header hold a secret?"),
        read("tenant", "header:" + header).warnings());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 10_000})
  void readsTheCap(int cap) {
    assertEquals(cap, read("tenant.max", String.valueOf(cap)).tenants().max());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "10001", "-1", "many"})
  void saysWhichCapsThereAre(String cap) {
    assertEquals(
        "'tenant.max' must be a whole number from 1 to 10000, but was '%s' (init-param tenant.max)"
            .formatted(cap),
        message("tenant.max", cap));
  }

  @Test
  void readsHowTenantsAreShown() {
    assertEquals(LogTenants.HASHED, read("log.tenants", "hashed").log().tenants());
    assertEquals(LogTenants.NAMED, read("log.tenants", "named").log().tenants());
    assertEquals(LogTenants.NONE, read("log.tenants", "none").log().tenants());
    assertEquals(
        "'log.tenants' must be one of hashed, named, none, but was 'plain' (init-param log.tenants)",
        message("log.tenants", "plain"));
    assertTrue(read("report.tenants", "true").report().tenants());
    assertFalse(read("report.tenants", "false").report().tenants());
    assertEquals(
        "'report.tenants' must be true or false, but was 'yes' (init-param report.tenants)",
        message("report.tenants", "yes"));
  }
}
