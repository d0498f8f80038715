// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.settings.StoreSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultLogTest {

  private final SQLException away = new SQLException("Connection refused", "08001");
  private final SQLException readOnly = new SQLException("ERROR: cannot execute UPDATE", "25006");

  private final CapturedLog logged = CapturedLog.ofFaults();
  private final FaultLog log =
      new FaultLog(settings("jdbc:postgresql://db:5432/shop?user=bob&password=secret", ""));

  private static StoreSettings settings(String url, String password) {
    return new StoreSettings(url, "", password, Duration.ofSeconds(10), Duration.ZERO, "");
  }

  @AfterEach
  void stopListening() {
    logged.close();
  }

  private List<String> lines() {
    return logged.events().stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  @Test
  void tellsAFaultOnceUntilItChanges() {
    log.works();
    for (int i = 0; i < 3; i++) {
      log.failed(away);
    }
    String isAway =
        "WARN The store jdbc:postgresql://db:5432/shop cannot be reached (Connection refused)."
            + " Requests go on; totals are kept in memory, and stored as soon as it works again";
    assertEquals(List.of(isAway), lines());
    for (int i = 0; i < 3; i++) {
      log.failed(readOnly);
    }
    String isReadOnly =
        "WARN The store jdbc:postgresql://db:5432/shop is read-only (ERROR: cannot execute UPDATE)."
            + " Requests go on; totals are kept in memory, and stored as soon as it works again";
    assertEquals(List.of(isAway, isReadOnly), lines());
    for (int i = 0; i < 3; i++) {
      log.works();
    }
    String works = "INFO The store jdbc:postgresql://db:5432/shop works again";
    assertEquals(List.of(isAway, isReadOnly, works), lines());
    log.failed(away);
    log.failed(away);
    assertEquals(List.of(isAway, isReadOnly, works, isAway), lines());
  }

  @Test
  void saysNothingOfASecondMessageForTheSameFault() {
    log.failed(away);
    log.failed(new SQLException("Connection to db:5432 refused", "08006"));
    assertEquals(1, lines().size());
  }

  @Test
  void tellsEachFaultInWordsOfItsOwn() {
    assertEquals(
        Fault.values().length, Arrays.stream(Fault.values()).map(Fault::text).distinct().count());
    log.failed(new IllegalStateException("a defect of ours"));
    assertTrue(
        lines().get(0).contains("/shop fails (a defect of ours). Requests"), lines()::toString);
  }

  @Test
  void promisesNothingOfAFileThatThisVersionOfH2CannotRead() {
    FaultLog ofFile = new FaultLog(settings("jdbc:h2:file:./fp", ""));
    for (int i = 0; i < 3; i++) {
      ofFile.failed(new SQLException("Unsupported database file version", "90048"));
    }
    assertEquals(
        List.of(
            "WARN The store jdbc:h2:file:./fp is a file that this version of H2 cannot read, and is"
                + " left as it is: export it by SCRIPT TO with the version that wrote it and import"
                + " it by RUNSCRIPT FROM, or name a new file (Unsupported database file version)."
                + " Requests go on; totals are kept in memory, and lost with this process unless"
                + " that is done before"),
        lines());
  }

  @Test
  void tellsWhatIsLost() {
    log.lost("7 requests and 3 J");
    assertEquals(
        List.of(
            "WARN The store jdbc:postgresql://db:5432/shop has not taken the last totals:"
                + " 7 requests and 3 J are lost"),
        lines());
  }

  @Test
  void writesOneShortLine() {
    log.failed(new SQLException("a\r\n\tb\u001B[31m\u0000c " + "x".repeat(500)));
    assertTrue(lines().get(0).contains("(a b [31m c xxx"), lines()::toString);
    assertTrue(lines().get(0).contains("xxx...). Requests"), lines()::toString);
    assertTrue(lines().get(0).length() < 400);
  }

  @Test
  void writesNoStackTrace() {
    log.failed(away);
    assertEquals(null, logged.events().get(0).getThrowableProxy());
  }

  @Test
  void takesAFailureWithoutAMessage() {
    log.failed(new SQLException());
    assertTrue(lines().get(0).contains("fails (null)"), lines()::toString);
  }

  @Test
  void leavesOutTheSecretOnly() {
    assertEquals(
        "FATAL: *** of bob is not *** or ***",
        log.message(new SQLException("FATAL: secret of bob is not SECRET or Secret")));
    FaultLog quiet = new FaultLog(settings("jdbc:h2:file:/var/lib/shop", ""));
    assertEquals(
        "Database \"/var/lib/shop\" is locked",
        quiet.message(new SQLException("Database \"/var/lib/shop\" is locked")));
    assertFalse(quiet.message(new SQLException("password")).contains("*"));
  }
}
