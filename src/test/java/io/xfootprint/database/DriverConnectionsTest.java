// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What drivers are told beside the URL, and which connections a network may forget. */
class DriverConnectionsTest {

  private static final Map<String, String> OF_H2 =
      Map.of("WRITE_DELAY", "0", "DB_CLOSE_ON_EXIT", "FALSE", "TRACE_LEVEL_FILE", "0");

  private static final Map<String, String> OF_POSTGRESQL =
      Map.of(
          "connectTimeout", "2",
          "socketTimeout", "2",
          "tcpKeepAlive", "true",
          "prepareThreshold", "0",
          "ApplicationName", "x-footprint");

  private static DriverConnections connections(String url) {
    return (DriverConnections) ConnectionSource.of(TestDatabase.settings(url));
  }

  private static void assertTold(Map<String, String> defaults, String url, String... without) {
    Map<String, String> expected = new TreeMap<>(defaults);
    expected.keySet().removeAll(List.of(without));
    Properties told = connections(url).properties();
    assertEquals(expected, new TreeMap<>(told), url);
  }

  @Test
  void tellsADriverWhatTheUrlDoesNotSay() {
    assertTold(OF_H2, "jdbc:h2:file:./fp");
    assertTold(OF_POSTGRESQL, "jdbc:postgresql://db/shop");
    assertTold(OF_POSTGRESQL, "jdbc:postgresql://db/shop?user=u&password=prepareThreshold");
  }

  @ParameterizedTest
  @CsvSource({
    "WRITE_DELAY, ;WRITE_DELAY=500",
    "WRITE_DELAY, ;CACHE_SIZE=1000;write_delay=500",
    "DB_CLOSE_ON_EXIT, ;Db_Close_On_Exit=TRUE",
    "TRACE_LEVEL_FILE, ;TRACE_LEVEL_FILE = 3"
  })
  void leavesToAUserOfH2WhatTheUrlSaysInAnyCase(String key, String url) {
    assertTold(OF_H2, "jdbc:h2:file:./fp" + url, key);
  }

  @ParameterizedTest
  @ValueSource(strings = {";AUTO_SERVER=TRUE", ";auto_server=true", ";X=1; Auto_Server=TRUE"})
  void tellsH2NothingThatContradictsAutoServer(String url) {
    assertTold(OF_H2, "jdbc:h2:file:./fp" + url, "DB_CLOSE_ON_EXIT");
  }

  @Test
  void takesNoPartOfAnotherWordForAKey() {
    assertTold(OF_H2, "jdbc:h2:file:./write_delay=/fp;MY_WRITE_DELAY=1");
    assertTold(OF_POSTGRESQL, "jdbc:postgresql://db/socketTimeout=1?options=-c%20socketTimeout=1");
  }

  @Test
  void leavesToAUserOfPostgresqlWhatTheUrlSaysInAnyCase() {
    assertTold(OF_POSTGRESQL, "jdbc:postgresql://db/shop?prepareThreshold=5", "prepareThreshold");
    assertTold(
        OF_POSTGRESQL,
        "jdbc:postgresql://db/shop?user=u&sockettimeout=9&TCPKEEPALIVE=false",
        "socketTimeout",
        "tcpKeepAlive");
  }

  /** Or ours would end a login before the user's. */
  @Test
  void tellsPostgresqlNothingThatContradictsALoginTimeout() {
    assertTold(
        OF_POSTGRESQL,
        "jdbc:postgresql://db/shop?loginTimeout=20",
        "connectTimeout",
        "socketTimeout");
  }

  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://db/shop, true",
    "jdbc:postgresql:shop, false",
    "jdbc:h2:tcp://db/shop, true",
    "jdbc:h2:ssl://db:9092/~/shop, true",
    "jdbc:h2:file:./fp;AUTO_SERVER=TRUE, true",
    "jdbc:h2:file:./fp, false",
    "jdbc:h2:file:///var/fp, false",
    "jdbc:h2:./fp, false",
    "jdbc:h2:mem:fp, false"
  })
  void knowsWhichConnectionsANetworkMayForget(String url, boolean isRemote) {
    assertEquals(isRemote, connections(url).isRemote());
  }
}
