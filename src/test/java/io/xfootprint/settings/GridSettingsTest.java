// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.host.Host;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who tells the carbon intensity of the moment: what is taken, and what stops the start. */
class GridSettingsTest {

  private static final String SECRET = "s3cret";

  /** Reads settings that are written as {@code name=value; name=value}. */
  private static Optional<GridSettings> read(String settings) {
    Map<String, String> parameters =
        Arrays.stream(settings.split(";", -1))
            .map(each -> each.strip().split("=", 2))
            .collect(
                Collectors.toMap(
                    each -> each[0], each -> each[1], (one, other) -> one, LinkedHashMap::new));
    return FootprintSettings.from(new SettingSources().parameters(parameters), Host.unknown(1))
        .grid();
  }

  private static String refusal(String settings) {
    return String.valueOf(assertThrows(SettingsException.class, () -> read(settings)).getMessage());
  }

  @Test
  void asksNobodyByDefault() {
    assertEquals(Optional.empty(), read("location=country/DEU"));
    assertEquals(Optional.empty(), read("grid=annual; grid.key=" + SECRET));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "grid=electricity-maps; grid.key=k; location=aws/eu-west-1 | aws/eu-west-1",
        "grid=electricity-maps; grid.key=k; location=gcp/europe-west4 | gcp/europe-west4",
        "grid=electricity-maps; grid.key=k; location=country/FRA | FR",
        "grid=electricity-maps; grid.key=k; location=egrid/CAMX; grid.zone=US-CAL-CISO | US-CAL-CISO",
        "grid=electricity-maps; grid.key=k; location=hetzner/fsn1; grid.zone=DE | DE",
        "grid=uk; location=country/GBR | ''",
        "grid=uk; location=aws/eu-west-2; grid.zone=RG10 | RG10",
        "grid=uk; location=country/GBR; grid.zone=17 | 17",
        "grid=watttime; grid.key=me:pass; grid.zone=CAISO_NORTH | CAISO_NORTH",
        "grid=carbon-aware-sdk; grid.url=https://sdk.example; location=azure/eastus | eastus",
        "grid=https://grid.example/now; grid.value=/0/x | ''"
      })
  void findsTheZoneOfThePlace(String settings, String zone) {
    assertEquals(zone, read(settings).orElseThrow().zone());
  }

  @Test
  void knowsWhereEachServiceIs() {
    String key = "; grid.key=a:b; grid.zone=FR";
    assertEquals(
        URI.create("https://api.electricitymaps.com/v3"),
        read("grid=electricity-maps" + key).orElseThrow().url());
    assertEquals(
        URI.create("https://api.watttime.org"), read("grid=watttime" + key).orElseThrow().url());
    assertEquals(
        URI.create("https://api.carbonintensity.org.uk"),
        read("grid=uk; location=country/GBR").orElseThrow().url());
    assertEquals(
        URI.create("https://api.electricitymaps.com/v4"),
        read("grid=electricity-maps; grid.url=https://api.electricitymaps.com/v4" + key)
            .orElseThrow()
            .url());
  }

  @Test
  void readsHowAnAddressAnswers() {
    GridSettings address =
        read("grid=http://127.0.0.1:8080/now?region=DE; grid.value=/data/0/a~1b;"
                + " grid.unit=lb/MWh; grid.header=X-Key: a b; grid.interval=1m")
            .orElseThrow();
    assertEquals(GridService.ADDRESS, address.service());
    assertEquals("/data/0/a~1b", address.value());
    assertEquals(453.59237, address.unit().grams(1000));
    assertEquals("X-Key: a b", address.header());
    assertEquals(Duration.ofMinutes(1), address.interval());
    assertEquals("127.0.0.1 (basis of that address)", address.source());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost/x",
        "http://127.0.0.1:99/x",
        "http://127.1.2.3/x",
        "http://[::1]:8080/x",
        "https://grid.example/x",
        "HTTPS://GRID.EXAMPLE/x?a=b"
      })
  void takesSafeAddresses(String address) {
    assertTrue(read("grid=" + address + "; grid.value=/x").isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://grid.example/x",
        "http://10.0.0.1/x",
        "http://127.0.0.1.example/x",
        "http://localhost.example/x",
        "https://user:pass@grid.example/x",
        "https://grid.example/x#here",
        "https:///x",
        "https:grid.example",
        "ftp://grid.example/x",
        "file:/etc/passwd",
        "jar:https://grid.example!/x",
        "https://grid.example/a b",
        "https://grid.example/\r\nX: y",
        "electricity_maps",
        "none"
      })
  void refusesAddressesToWhichNoKeyMayGo(String address) {
    String message = refusal("grid=" + address + "; grid.value=/x");
    assertTrue(
        message.startsWith(
            "'grid' must be annual, electricity-maps, uk, watttime, carbon-aware-sdk, or an"
                + " address that begins with https:// (http:// on this machine alone) and holds"
                + " no user, but was '"),
        message);
    assertFalse(message.contains("pass@"), message);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = '|',
      value = {
        "grid=electricity-maps; grid.zone=FR"
            + " | 'grid.key' must be set where 'grid' is electricity-maps, but was '(not shown)'",
        "grid=electricity-maps; grid.key=k"
            + " | 'grid.zone' must be set where 'location' is no country and no region of aws, gcp"
            + " or azure, such as FR, but was ''",
        "grid=electricity-maps; grid.key=k; location=egrid/CAMX"
            + " | 'grid.zone' must be set where 'location' is no country and no region of aws, gcp"
            + " or azure, such as FR, but was ''",
        "grid=electricity-maps; grid.key=k; grid.zone=aws/nowhere"
            + " | 'grid.zone' must be a zone such as FR, or a known region such as aws/eu-west-1,"
            + " but was 'aws/nowhere' (init-param grid.zone)",
        "grid=electricity-maps; grid.key=k; grid.zone=FR; carbon-intensity=100"
            + " | 'grid' must be annual where 'carbon-intensity' is set, as only one can hold, but"
            + " was 'electricity-maps' (init-param grid)",
        "grid=electricity-maps; grid.key=k; grid.zone=FR; grid.unit=g/kWh"
            + " | 'grid.unit' must be set only where 'grid' is an address, but was 'g/kWh'"
            + " (init-param grid.unit)",
        "grid=uk; location=country/IRL"
            + " | 'grid' must be another one where 'location' is outside GBR (it is country/IRL),"
            + " but was 'uk' (init-param grid)",
        "grid=uk"
            + " | 'grid' must be another one where 'location' is outside GBR (it is world), but was"
            + " 'uk' (init-param grid)",
        "grid=uk; location=country/GBR; grid-loss=0.07"
            + " | 'grid-loss' must be 0 where 'grid' is uk, whose figures hold what is lost, but"
            + " was '0.07' (init-param grid-loss)",
        "grid=uk; location=country/GBR; grid.zone=18"
            + " | 'grid.zone' must be a region from 1 to 17 or an outward code such as RG10 where"
            + " 'grid' is uk, but was '18' (init-param grid.zone)",
        "grid=watttime; grid.zone=CAISO_NORTH; grid.key=me"
            + " | 'grid.key' must be USER:PASSWORD where 'grid' is watttime, as its account has no"
            + " other key, but was '(not shown)' (init-param grid.key)",
        "grid=watttime; grid.key=me:pass"
            + " | 'grid.zone' must be a region of WattTime, such as CAISO_NORTH, but was ''",
        "grid=carbon-aware-sdk; location=azure/eastus"
            + " | 'grid.url' must be set where 'grid' is carbon-aware-sdk, but was ''",
        "grid=carbon-aware-sdk; grid.url=https://sdk.example"
            + " | 'grid.zone' must be set where 'location' is no region of aws, gcp or azure, such"
            + " as eastus, but was ''",
        "grid=https://grid.example/x"
            + " | 'grid.value' must be set where 'grid' is an address, but was ''",
        "grid=https://grid.example/x; grid.value=/x; grid.url=https://b.example"
            + " | 'grid.url' must be left out where 'grid' is an address, but was"
            + " 'https://b.example' (init-param grid.url)",
        "grid=https://api.watttime.org/v3/forecast?signal_type=co2_moer; grid.value=/data/0/value"
            + " | 'grid' must be an address of averages, as totals cannot be priced by the emissions"
            + " of one more kWh, but was 'https://api.watttime.org' (init-param grid)",
        "grid.value=data/0 | 'grid.value' must be a JSON pointer such as /data/0/value, but was"
            + " 'data/0' (init-param grid.value)",
        "grid.value=/a~2b | 'grid.value' must be a JSON pointer such as /data/0/value, but was"
            + " '/a~2b' (init-param grid.value)",
        "grid.unit=t/GWh | 'grid.unit' must be one of g/kWh, kg/kWh, lb/MWh, but was 't/GWh'"
            + " (init-param grid.unit)",
        "grid.interval=59s | 'grid.interval' must be a duration such as 60s, from 1m to 45m, but"
            + " was '59s' (init-param grid.interval)",
        "grid.interval=1h | 'grid.interval' must be a duration such as 60s, from 1m to 45m, but was"
            + " '1h' (init-param grid.interval)"
      })
  void saysWhichRuleIsBroken(String settings, String message) {
    assertEquals(message, refusal(settings));
  }

  /** A line break would add a header, and the others are the connection's own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Key: s3cret\r\nHost: b.example",
        "X-Key: s3cret\nX: y",
        "X-Key s3cret",
        ": s3cret",
        "X Key: s3cret",
        "X-Key: ",
        "X-Key: s3cret\u00E9",
        "Host: s3cret",
        "proxy-authorization: s3cret",
        "Content-Length: 0",
        "Accept-Encoding: gzip"
      })
  void refusesHeadersThatAreNoneAndShowsNoValue(String header) {
    assertEquals(
        "'grid.header' must be Name: value, in visible ASCII characters, and none that the"
            + " connection needs, but was '(not shown)' (init-param grid.header)",
        refusal("grid.header=" + header));
  }

  @Test
  void showsNoSecret() {
    assertEquals(
        "'grid.key' must be visible ASCII characters, but was '(not shown)' (init-param grid.key)",
        refusal("grid.key=" + SECRET + "\r\nX: y"));
    GridSettings maps =
        read("grid=electricity-maps; grid.zone=FR; grid.key=" + SECRET).orElseThrow();
    assertEquals("GridSettings[electricity-maps FR (life cycle, consumption)]", maps.toString());
    String address = "grid=https://grid.example/" + SECRET + "?k=" + SECRET;
    GridSettings named =
        read(address + "; grid.value=/x; grid.header=X-Key: " + SECRET).orElseThrow();
    assertEquals("GridSettings[grid.example (basis of that address)]", named.toString());
    for (String refused :
        List.of(
            "grid=https://grid.example/?token=" + SECRET,
            "grid=https://grid.example/" + SECRET + "/now",
            "grid=http://grid.example/" + SECRET + "; grid.value=/x",
            "grid=https://user:" + SECRET + "@grid.example/now",
            "grid=ftp://grid.example/" + SECRET,
            "grid=https://alice:" + SECRET + "/cd@grid.example/now",
            "grid=https:/grid.example/" + SECRET,
            "grid=grid.example:8443/v1/" + SECRET + "/now",
            "grid=carbon-aware-sdk; grid.url=https://grid.example/" + SECRET + "#x")) {
      String message = refusal(refused);
      assertFalse(message.contains(SECRET), message);
    }
  }

  /** So that those who ask the same can share it, and no others. */
  @Test
  void namesWhatIsAskedWithoutSecrets() {
    String region = "grid=https://grid.example/now?region=DE; grid.value=/x";
    String question = read(region + "; grid.header=X-Key: " + SECRET).orElseThrow().question();
    assertTrue(
        question.matches("grid\\.example \\(basis of that address\\) [0-9a-f-]{36}"), question);
    assertEquals(question, read(region).orElseThrow().question());
    for (String other :
        List.of(
            region.replace("=DE", "=FR"),
            region.replace("/x", "/y"),
            region + "; grid.unit=kg/kWh")) {
      assertFalse(question.equals(read(other).orElseThrow().question()), other);
    }
    String host = "a".repeat(60);
    String longest = "grid=https://" + host + "." + host + "." + host + "/; grid.value=/x";
    assertTrue(read(longest).orElseThrow().question().length() <= 200);
    assertTrue(read(longest).orElseThrow().source().length() <= 200);
  }

  /** What nobody needs is not kept, so that nothing can show it. */
  @Test
  void keepsNoKeyThatIsNotNeeded() {
    assertEquals("", read("grid=uk; location=country/GBR; grid.key=k").orElseThrow().key());
  }
}
