// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import static io.xfootprint.live.StubService.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.xfootprint.host.Host;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each service, by answers in the form that its documentation has. */
class ServicesTest {

  private static final Instant NOW = Instant.parse("2026-11-30T09:20:00Z");

  private final StubService stub = new StubService();
  private final HttpQuestions http = new HttpQuestions(Duration.ofSeconds(10), () -> NOW);

  ServicesTest() throws IOException {}

  @AfterEach
  void stop() {
    stub.close();
  }

  private Service service(String grid, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("grid", grid);
    return LiveGrid.service(
        FootprintSettings.from(new SettingSources().parameters(settings), Host.unknown(1))
            .grid()
            .orElseThrow());
  }

  private Service electricityMaps(String zone) {
    return service(
        "electricity-maps",
        Map.of("grid.url", stub.address() + "/v3/", "grid.key", "secret", "grid.zone", zone));
  }

  private Service uk(String zone) {
    return service(
        "uk",
        Map.of(
            "grid.url", stub.address().toString(), "location", "country/GBR", "grid.zone", zone));
  }

  private Service wattTime() {
    return service(
        "watttime",
        Map.of(
            "grid.url",
            stub.address().toString(),
            "grid.key",
            "me:pass",
            "grid.zone",
            "CAISO_NORTH"));
  }

  private Service sdk() {
    return service(
        "carbon-aware-sdk",
        Map.of("grid.url", stub.address() + "/api", "location", "azure/eastus"));
  }

  private double told(Service service, String answer) throws RefusedAnswerException {
    stub.tell(answer);
    return service.ask(http, NOW).intensity().gramsPerKilowattHour();
  }

  private String refused(Service service, String answer) {
    stub.tell(answer);
    return String.valueOf(
        assertThrows(RefusedAnswerException.class, () -> service.ask(http, NOW)).getMessage());
  }

  private static String maps(String zone, String value, String time) {
    return """
        {"zone":"%s","carbonIntensity":%s,"datetime":"%s","updatedAt":"2026-11-30T09:12:00.000Z",
         "createdAt":"2026-11-27T09:00:00.000Z","emissionFactorType":"lifecycle",
         "isEstimated":true,"estimationMethod":"TIME_SLICER_AVERAGE"}"""
        .formatted(zone, value, time);
  }

  private static final String NINE = "2026-11-30T09:00:00.000Z";

  @Test
  void asksElectricityMapsForAZone() throws Exception {
    assertEquals(54, told(electricityMaps("FR"), maps("FR", "54", NINE)));
    assertEquals(
        List.of(
            "/v3/carbon-intensity/latest?zone=FR&emissionFactorType=lifecycle"
                + "&shouldUseFallbackCallerLookup=false secret null"),
        stub.asked());
  }

  @Test
  void asksElectricityMapsForARegionOfACloud() throws Exception {
    assertEquals(310.5, told(electricityMaps("aws/eu-west-1"), maps("IE", "310.5", NINE)));
    assertEquals(
        List.of(
            "/v3/carbon-intensity/latest?dataCenterProvider=aws&dataCenterRegion=eu-west-1"
                + "&emissionFactorType=lifecycle&shouldUseFallbackCallerLookup=false secret null"),
        stub.asked());
    assertEquals(200, told(electricityMaps("gcp/us-west2"), maps("US-CAL-LDWP", "200", NINE)));
  }

  /** As its fallback to the address of the caller would give. */
  @ParameterizedTest
  @CsvSource({"FR, DE", "FR, ''", "FR, FR-COR", "aws/eu-west-1, GB", "aws/eu-west-1, I"})
  void refusesElectricityMapsForAnotherPlace(String asked, String told) {
    assertEquals(
        "its answer is for another place", refused(electricityMaps(asked), maps(told, "54", NINE)));
  }

  @Test
  void readsTheListsOfElectricityMaps() throws Exception {
    for (String list : List.of("data", "history", "forecast")) {
      String answer =
          """
          {"zone":"FR","temporalGranularity":"hourly","%s":[
            {"carbonIntensity":40,"datetime":"2026-11-30T07:00:00.000Z"},
            {"carbonIntensity":41,"datetime":"2026-11-30T08:00:00.000Z"},
            {"carbonIntensity":null,"datetime":"2026-11-30T09:00:00.000Z"},
            {"carbonIntensity":99,"datetime":"2026-11-30T10:00:00.000Z"}]}"""
              .formatted(list);
      assertEquals(41, told(electricityMaps("FR"), answer), list);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | 2026-11-30T09:00:00.000Z | its answer has no figure",
        "\"54\" | 2026-11-30T09:00:00.000Z | its answer has no figure",
        "{} | 2026-11-30T09:00:00.000Z | its answer has no figure",
        "0 | 2026-11-30T09:00:00.000Z | its figure of 0.0 gCO2e/kWh cannot be true",
        "-1 | 2026-11-30T09:00:00.000Z | its figure of -1.0 gCO2e/kWh cannot be true",
        "2000.1 | 2026-11-30T09:00:00.000Z | its figure of 2000.1 gCO2e/kWh cannot be true",
        "1e999 | 2026-11-30T09:00:00.000Z | its figure of Infinity gCO2e/kWh cannot be true",
        "NaN | 2026-11-30T09:00:00.000Z | its answer is not JSON",
        "54 | 2026-11-30T06:19:59.000Z | its figure is more than 3 h old",
        "54 | 2026-11-30T10:20:01.000Z | its figure is of the future",
        "54 | +999999999-12-31T23:59:59Z | its figure is of the future",
        "54 | yesterday | its answer does not say of when its figure is",
        "54 | 2026-11-30T09:00:00 | its answer does not say of when its figure is"
      })
  void refusesWhatCannotBeTrue(String value, String time, String reason) {
    assertEquals(reason, refused(electricityMaps("FR"), maps("FR", value, time)));
  }

  @Test
  void refusesAnotherKindOfFactor() {
    assertEquals(
        "its figure is not of the life cycle",
        refused(
            electricityMaps("FR"), maps("FR", "54", NINE).replace("\"lifecycle\"", "\"direct\"")));
  }

  private static String halfHour(String forecast, String actual) {
    return """
        {"from":"2026-11-30T09:00Z","to":"2026-11-30T09:30Z",
         "intensity":{"forecast":%s,"actual":%s,"index":"moderate"}}"""
        .formatted(forecast, actual);
  }

  @Test
  void asksTheUkForItsWholeGrid() throws Exception {
    assertEquals(263, told(uk(""), "{\"data\":[" + halfHour("266", "263") + "]}"));
    assertEquals(266, told(uk(""), "{\"data\":[" + halfHour("266", "null") + "]}"));
    assertEquals("/intensity null null", stub.asked().get(0));
  }

  /** Wind alone emits nothing at its towers; regions of Scotland are told so on many days. */
  @ParameterizedTest
  @CsvSource({"RG10, /regional/postcode/RG10", "13, /regional/regionid/13"})
  void asksTheUkForARegion(String zone, String address) throws Exception {
    String answer =
        """
        {"data":[{"regionid":13,"dnoregion":"UKPN London","shortname":"London","postcode":"RG10",
          "data":[{"from":"2026-11-30T09:00Z","to":"2026-11-30T09:30Z",
            "intensity":{"forecast":%s,"index":"low"},"generationmix":[{"fuel":"gas","perc":43.6}]}]}]}""";
    assertEquals(71, told(uk(zone), answer.formatted("71")));
    assertEquals(0, told(uk(zone), answer.formatted("0")));
    assertEquals(address + " null null", stub.asked().get(0));
  }

  @Test
  void refusesTheErrorsOfTheUk() {
    assertEquals(
        "its answer has no figure",
        refused(uk(""), "{\"error\":{\"code\":\"400 Bad Request\",\"message\":\"..\"}}"));
  }

  private static String forecast(String signal, String units) {
    return """
        {"data":[{"point_time":"2026-11-30T09:15:00+00:00","value":850.0},
                 {"point_time":"2026-11-30T09:20:00+00:00","value":870.0},
                 {"point_time":"2026-11-30T09:25:00+00:00","value":890.0}],
         "meta":{"region":"CAISO_NORTH","signal_type":"%s","units":"%s",
                 "data_point_period_seconds":300,"model":{"date":"2026-10-01"},
                 "generated_at":"2026-11-30T09:20:00+00:00"}}"""
        .formatted(signal, units);
  }

  private void tellWattTime(String forecast) {
    stub.handle(
        exchange ->
            answer(
                exchange,
                200,
                exchange.getRequestURI().getPath().equals("/login")
                    ? "{\"token\":\"t0k3n\"}"
                    : forecast));
  }

  @Test
  void logsInToWattTimeOnceAndAsksForTheAverage() throws Exception {
    tellWattTime(forecast("co2_aoer", "lbs_co2_per_mwh"));
    Service wattTime = wattTime();
    for (int i = 0; i < 2; i++) {
      IntensityReading reading = wattTime.ask(http, NOW);
      assertEquals(394.6253619, reading.intensity().gramsPerKilowattHour(), 1e-9);
      assertEquals(NOW, reading.time());
    }
    String question =
        "/v3/forecast?region=CAISO_NORTH&signal_type=co2_aoer&horizon_hours=1 null Bearer t0k3n";
    assertEquals(List.of("/login null Basic bWU6cGFzcw==", question, question), stub.asked());
  }

  @ParameterizedTest
  @CsvSource({
    "co2_moer, lbs_co2_per_mwh",
    "co2_aoer, percentile",
    "co2_aoer, percent",
    "co2_aoer, ''"
  })
  void refusesWattTimesMarginalFiguresAndRanks(String signal, String units) {
    tellWattTime(forecast(signal, units));
    assertEquals(
        "its figure is no average in pounds per MWh",
        assertThrows(RefusedAnswerException.class, () -> wattTime().ask(http, NOW)).getMessage());
  }

  @Test
  void logsInAgainWhereATokenHasEnded() throws Exception {
    int[] logins = {0};
    stub.handle(
        exchange -> {
          boolean isLogin = exchange.getRequestURI().getPath().equals("/login");
          logins[0] += isLogin ? 1 : 0;
          String token = exchange.getRequestHeaders().getFirst("Authorization");
          if (isLogin) {
            answer(exchange, 200, "{\"token\":\"t" + logins[0] + "\"}");
          } else if (stub.asked().size() > 2 && token.equals("Bearer t1")) {
            answer(exchange, 401, "");
          } else {
            answer(exchange, 200, forecast("co2_aoer", "lbs_co2_per_mwh"));
          }
        });
    Service wattTime = wattTime();
    wattTime.ask(http, NOW);
    wattTime.ask(http, NOW);
    assertEquals(2, logins[0]);
    assertEquals(5, stub.asked().size());
  }

  /** A plan without the figure does not get better by asking. */
  @Test
  void doesNotLogInAgainWhereThePlanIsTooSmall() {
    stub.handle(
        exchange -> {
          boolean isLogin = exchange.getRequestURI().getPath().equals("/login");
          answer(exchange, isLogin ? 200 : 403, isLogin ? "{\"token\":\"t\"}" : "");
        });
    var refusal = assertThrows(RefusedAnswerException.class, () -> wattTime().ask(http, NOW));
    assertEquals("it answers with status 403, as the key does not open this", refusal.getMessage());
    assertEquals(2, stub.asked().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"token\":5}", "{\"token\":\"\"}", "{\"token\":\"a\\r\\nX: y\"}"})
  void sendsNoTokenThatIsNone(String login) {
    stub.tell(login);
    assertEquals(
        "its login gives no token",
        assertThrows(RefusedAnswerException.class, () -> wattTime().ask(http, NOW)).getMessage());
    assertEquals(1, stub.asked().size());
  }

  @Test
  void takesTheLastOfTheCarbonAwareSdk() throws Exception {
    String answer =
        """
        [{"location":"eastus","time":"2026-11-30T08:00:00.0000000+00:00","rating":340.1,"duration":"01:00:00"},
         {"location":"eastus","time":"2026-11-30T09:00:00.1234567+00:00","rating":345.434,"duration":"01:00:00"},
         {"location":"eastus","time":"2026-11-30T07:00:00.0000000+00:00","rating":1,"duration":"01:00:00"},
         {"location":"eastus","time":"2026-11-30T23:00:00.0000000+00:00","rating":2,"duration":"01:00:00"}]""";
    assertEquals(345.434, told(sdk(), answer));
    assertEquals("/api/emissions/bylocation?location=eastus null null", stub.asked().get(0));
  }

  @Test
  void refusesAnEmptyAnswerOfTheCarbonAwareSdk() {
    assertEquals("its answer has no figure", refused(sdk(), "[]"));
    stub.fail(204, "");
    assertEquals(
        "it answers with status 204, as it has no value",
        assertThrows(RefusedAnswerException.class, () -> sdk().ask(http, NOW)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'carbon_intensity': 54.5}] | /0/carbon_intensity | g/kWh | 54.5",
        "{'a/b': {'~': [0, 0.25]}} | /a~1b/~0/1 | kg/kWh | 250",
        "{'data': [{'value': 1000}]} | /data/0/value | lb/MWh | 453.59237"
      })
  void asksAnAddressOfTheUser(String answer, String pointer, String unit, double grams)
      throws Exception {
    Service address =
        service(
            stub.address() + "/now?x=1",
            Map.of("grid.value", pointer, "grid.unit", unit, "grid.header", "auth-token: abc"));
    assertEquals(grams, told(address, answer.replace('\'', '"')), 1e-9);
    assertEquals(List.of("/now?x=1 abc null"), stub.asked());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/1/x", "/0/y", "/0/x/0", "/-1/x", "/00/x", "/99999999999/x", "//"})
  void findsNothingWhereAnAddressHasNothing(String pointer) {
    Service address = service(stub.address() + "/", Map.of("grid.value", pointer));
    assertEquals("its answer has no figure", refused(address, "[{\"x\":5}]"));
  }
}
