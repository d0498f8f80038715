// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jmx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import io.xfootprint.FootprintMonitor;
import io.xfootprint.MarkdownPage;
import io.xfootprint.TestMonitor;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.ledger.Methods;
import io.xfootprint.ledger.OtherInstances;
import io.xfootprint.ledger.Route;
import io.xfootprint.log.TestLog;
import io.xfootprint.log.TotalsLog;
import io.xfootprint.model.Footprint;
import io.xfootprint.model.WindowCost;
import io.xfootprint.units.CarbonIntensity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ReflectionException;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The figures that a tool of JMX reads. */
class TotalsReadingTest {

  private static final Route SEARCH = new Route("GET", "/search");
  private static final Route ORDERS = new Route("GET", "/orders/*");
  private static final Footprint NONE = Footprint.NONE;

  /** Keys of the log, the attribute that is the same, and how many of the one make one of it. */
  private static final List<Map.Entry<String, Map.Entry<String, Double>>> SAME_IN_LOG =
      List.of(
          same("requests", "Requests", 1),
          same("cpu_ms", "CpuSeconds", 1e3),
          same("energy_j", "EnergyJoules", 1),
          same("co2e_mg", "Co2eGrams", 1e3),
          same("full_j", "FullEnergyJoules", 1),
          same("full_co2e_mg", "FullCo2eGrams", 1e3),
          same("embodied_mg", "EmbodiedGrams", 1e3),
          same("coverage", "Coverage", 1));

  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private long nanoTime;
  private final FootprintMonitor monitor =
      TestMonitor.start(
          Map.of("app", "shop", "location", "country/DEU"), () -> Instant.EPOCH, () -> nanoTime);

  private final TotalsRegistration bean =
      Objects.requireNonNull(TotalsRegistration.of(monitor, () -> server, () -> nanoTime));

  @Test
  void showsTheCarbonIntensityThatHoldsNow() {
    try (FootprintMonitor live =
        TestMonitor.start(
            Map.of("location", "country/GBR", "grid", "uk"), () -> Instant.EPOCH, () -> nanoTime)) {
      live.liveIntensity().orElseThrow().set(new CarbonIntensity(54), Instant.EPOCH);
      assertEquals(54, TotalsReading.of(live).gramsPerKilowattHour());
    }
  }

  private static Map.Entry<String, Map.Entry<String, Double>> same(
      String key, String attribute, double unit) {
    return Map.entry(key, Map.entry(attribute, unit));
  }

  @AfterEach
  void close() {
    bean.close();
    monitor.close();
  }

  private Object read(String attribute) throws Exception {
    return server.getAttribute(bean.name(), attribute);
  }

  private double number(String attribute) throws Exception {
    return ((Number) read(attribute)).doubleValue();
  }

  private void request(Route route, Footprint cost, boolean failed) {
    monitor.ledger().add(route, cost);
    monitor.ledger().countRequest(route, true, true, false);
    if (failed) {
      monitor.ledger().countError(route);
    }
  }

  /** Requests on two routes, and a window that has cost more than they did. */
  private void serve() {
    request(SEARCH, new Footprint(308_680_000, 88_000_123, 1_211_000_000, 150_000_000), true);
    request(ORDERS, new Footprint(221_430_000, 31_457_280, 849_000_000, 104_000_000), false);
    closeWindow(new Footprint(700_000_000, 200_000_000, 2_371_000_000L, 300_000_000));
  }

  private void closeWindow(Footprint active) {
    nanoTime += 10_000_000_000L;
    monitor
        .ledger()
        .closeWindow(
            new WindowCost(
                Methods.MODEL,
                Methods.GRID,
                active,
                0,
                3.7,
                new Footprint(0, 0, 2_500_000_000L, 310_000_000),
                new Footprint(0, 0, 4_210_000_000L, 520_000_000),
                new Footprint(0, 0, 0, 420_000_000)));
  }

  private List<CompositeData> rows(String attribute) throws Exception {
    List<CompositeData> rows = new ArrayList<>();
    ((TabularData) read(attribute)).values().forEach(row -> rows.add((CompositeData) row));
    return rows;
  }

  private double sum(String table, String key) throws Exception {
    return rows(table).stream().mapToDouble(row -> ((Number) row.get(key)).doubleValue()).sum();
  }

  @Test
  void hasTheFiguresOfTheLog() throws Exception {
    serve();
    Map<String, String> logged = loggedTotals();
    for (Map.Entry<String, Map.Entry<String, Double>> same : SAME_IN_LOG) {
      double expected = Double.parseDouble(Objects.requireNonNull(logged.get(same.getKey())));
      double shown = number(same.getValue().getKey()) * same.getValue().getValue();
      assertTrue(expected > 0, same.getKey());
      assertEquals(expected, shown, 0.0005, same.getKey());
    }
    assertEquals(1L, read("Errors"));
    assertEquals(119_457_403.0, read("AllocatedBytes"));
    assertEquals("model", read("Method"));
  }

  private Map<String, String> loggedTotals() {
    try (CapturedLog log = CapturedLog.of(TotalsLog.LOGGER, Level.INFO)) {
      new TotalsLog("shop", TestLog.SHORT).acceptLast(monitor.ledger().snapshot());
      Matcher pair =
          Pattern.compile("(\\w+)=([0-9.]+)")
              .matcher(log.messages().get(log.messages().size() - 1));
      return pair.results().collect(Collectors.toMap(one -> one.group(1), one -> one.group(2)));
    }
  }

  @Test
  void hasLinesAndRoutesThatAddUp() throws Exception {
    serve();
    assertEquals(number("FullEnergyJoules"), sum("Lines", "energyJoules"), 1e-9);
    assertEquals(number("FullCo2eGrams"), sum("Lines", "co2eGrams"), 1e-12);
    assertEquals(0.7, sum("Lines", "cpuSeconds"), 1e-9);
    assertEquals(number("Requests"), sum("Routes", "requests"));
    assertEquals(number("Errors"), sum("Routes", "errors"));
    assertEquals(number("CpuSeconds"), sum("Routes", "cpuSeconds"), 1e-9);
    assertEquals(number("AllocatedBytes"), sum("Routes", "allocatedBytes"));
    assertEquals(number("EnergyJoules"), sum("Routes", "energyJoules"), 1e-9);
    assertEquals(number("Co2eGrams"), sum("Routes", "co2eGrams"), 1e-12);
    assertEquals(number("FullEnergyJoules"), sum("Routes", "fullEnergyJoules"), 1e-9);
    assertEquals(number("FullCo2eGrams"), sum("Routes", "fullCo2eGrams"), 1e-12);
    TabularData routes = (TabularData) read("Routes");
    CompositeData search = routes.get(new Object[] {SEARCH.label()});
    assertEquals(1.211, (double) search.get("energyJoules"), 1e-12);
    assertEquals(
        List.of("background", "embodied", "idle", "memory", "requests"),
        rows("Lines").stream().map(row -> (String) row.get("line")).sorted().toList());
  }

  @Test
  void tellsPlaceAndItsFactors() throws Exception {
    assertEquals("shop", read("App"));
    assertEquals("country/DEU", read("Location"));
    assertEquals(
        monitor.setup().settings().place().intensity().gramsPerKilowattHour(),
        read("CarbonIntensityGramsPerKwh"));
    assertEquals(1.5, read("Pue"));
    assertEquals(1.0, read("Instances"));
  }

  /** Before the first window ends, and where a JVM tells neither CPU time nor bytes. */
  @Test
  void hasNoNumberForWhatIsNotKnown() throws Exception {
    monitor.ledger().add(SEARCH, Footprint.UNKNOWN);
    monitor.ledger().countRequest(SEARCH, false, false, false);
    for (String attribute :
        List.of(
            "CpuSeconds",
            "AllocatedBytes",
            "EnergyJoules",
            "Co2eGrams",
            "FullEnergyJoules",
            "FullCo2eGrams",
            "EmbodiedGrams",
            "Coverage",
            "MeterWatts")) {
      assertEquals(Double.NaN, read(attribute), attribute);
    }
    assertEquals("unknown", read("Method"));
    assertEquals(1L, read("Requests"));
    for (CompositeData row : rows("Lines")) {
      for (String key : List.of("cpuSeconds", "allocatedBytes", "energyJoules", "co2eGrams")) {
        assertEquals(Double.NaN, row.get(key), row::toString);
      }
    }
    for (String key : List.of("cpuSeconds", "energyJoules", "fullEnergyJoules")) {
      assertEquals(Double.NaN, rows("Routes").get(0).get(key), key);
    }
  }

  @Test
  void doesNotTakeUnknownBytesOfTheProcessForNone() throws Exception {
    request(SEARCH, new Footprint(1_000_000, 1_000, 3_700_000, 400), false);
    closeWindow(new Footprint(2_000_000, -1, 7_400_000, 800));
    CompositeData background = ((TabularData) read("Lines")).get(new Object[] {"background"});
    assertEquals(Double.NaN, background.get("allocatedBytes"));
    assertEquals(0.001, (double) background.get("cpuSeconds"), 1e-12);
  }

  @Test
  void doesNotKnowTheInstancesOfAStoreThatIsNotRead() throws Exception {
    monitor.ledger().setOtherInstances(OtherInstances.UNREAD);
    assertEquals(Double.NaN, read("Instances"));
  }

  @Test
  void readsAttributesThatAreAskedForTogetherAtOneInstant() throws Exception {
    serve();
    String[] names = {"Requests", "Nothing", "Routes", "Totals"};
    List<Attribute> found = server.getAttributes(bean.name(), names).asList();
    assertEquals(
        List.of("Requests", "Routes", "Totals"), found.stream().map(Attribute::getName).toList());
    CompositeData all = assertInstanceOf(CompositeData.class, found.get(2).getValue());
    assertEquals(found.get(0).getValue(), all.get("requests"));
    assertEquals(found.get(1).getValue(), all.get("routes"));
  }

  @Test
  void makesAReadingOnceASecondAtMost() throws Exception {
    serve();
    assertEquals(2L, read("Requests"));
    request(SEARCH, NONE, false);
    nanoTime += 999_999_999;
    assertEquals(2L, read("Requests"));
    nanoTime += 1;
    assertEquals(3L, read("Requests"));
  }

  @Test
  void hasAllOfTheOthersInOne() throws Exception {
    serve();
    CompositeData all = (CompositeData) read("Totals");
    List<String> attributes = new ArrayList<>();
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean.name()).getAttributes()) {
      String name = attribute.getName();
      if (!name.equals("Totals")) {
        attributes.add(name);
        String key = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        assertEquals(read(name), all.get(key), name);
      }
    }
    assertEquals(attributes.size(), all.getCompositeType().keySet().size());
  }

  @Test
  void describesEachAttributeAndTheUnitOfEachNumber() throws Exception {
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean.name()).getAttributes()) {
      assertTrue(attribute.getDescription().length() > 5, attribute::toString);
      assertFalse(attribute.isWritable(), attribute::toString);
      if (List.of("java.lang.Double", "java.lang.Long").contains(attribute.getType())) {
        assertNotNull(attribute.getDescriptor().getFieldValue("units"), attribute::toString);
      }
    }
  }

  @Test
  void hasTheAttributesOfThePage() throws Exception {
    String rows = "";
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean.name()).getAttributes()) {
      Object unit = attribute.getDescriptor().getFieldValue("units");
      String meaning = attribute.getDescription();
      rows +=
          "\n| `%s` | %s | %s| %s |"
              .formatted(
                  attribute.getName(),
                  attribute.getType().replaceFirst(".*[.]", ""),
                  unit == null ? "" : unit + " ",
                  unit == null ? meaning : meaning.replaceFirst(", in " + unit + "$", ""));
    }
    // If this fails, its message is the table as it must be.
    String page = String.join("\n", MarkdownPage.read("src/site/markdown/jmx.md").lines());
    assertTrue(page.contains(rows), rows);
  }

  @Test
  void isReadByToolsThatHaveNoneOfItsClasses() throws Exception {
    serve();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(sent)) {
      out.writeObject(server.getMBeanInfo(bean.name()));
      out.writeObject(read("Totals"));
    }
    try (ObjectInputStream in = new JdkOnly(sent.toByteArray())) {
      assertEquals(server.getMBeanInfo(bean.name()), in.readObject());
      assertEquals(read("Totals"), in.readObject());
    }
  }

  /** Knows no class but those of the JDK, as a tool in another JVM. */
  private static final class JdkOnly extends ObjectInputStream {

    JdkOnly(byte[] sent) throws IOException {
      super(new ByteArrayInputStream(sent));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass described) throws ClassNotFoundException {
      return Class.forName(described.getName(), false, ClassLoader.getPlatformClassLoader());
    }
  }

  @Test
  void canOnlyBeRead() {
    assertThrows(
        AttributeNotFoundException.class,
        () -> server.setAttribute(bean.name(), new Attribute("Requests", 0L)));
    assertThrows(
        ReflectionException.class,
        () -> server.invoke(bean.name(), "reset", new Object[0], new String[0]));
    assertThrows(AttributeNotFoundException.class, () -> read("Nothing"));
  }
}
