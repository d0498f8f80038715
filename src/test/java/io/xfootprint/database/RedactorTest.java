// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.database;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.xfootprint.functional.harness.CapturedLog;
import io.xfootprint.host.Host;
import io.xfootprint.settings.FootprintSettings;
import io.xfootprint.settings.SettingSources;
import io.xfootprint.settings.SettingsException;
import io.xfootprint.settings.StoreSettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No password is in any line of any log, whatever it has in it, wherever it stands, and whatever
 * drivers say of it. Those of the test have two parts around a character of URLs; neither may be
 * told.
 */
class RedactorTest {

  private static final Host HOST = new Host("Some CPU", "Zen 4", 1, 2, 4, true);
  private static final int ROUNDS = 400;
  private static final String SPECIAL = "@:/?;&=%\\ '\"+#,()[]{}|<>$!*~^`\u00FC";

  /** Nobody listens there. */
  private static final String HOST_AND_PORT = "localhost:1";

  @TempDir private Path folder;

  private final Random random = new Random(400);
  private final java.util.logging.Logger drivers = LogManager.getLogManager().getLogger("");
  private final CapturedLog logged = CapturedLog.ofAll();
  private final List<String> said = new ArrayList<>();
  private final Handler ofDrivers =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          said.add(new java.util.logging.SimpleFormatter().format(line));
        }

        @Override
        public void flush() {
          // Nothing is kept.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  @BeforeEach
  void listen() {
    drivers.addHandler(ofDrivers);
  }

  @AfterEach
  void stopListening() {
    logged.close();
    drivers.removeHandler(ofDrivers);
  }

  /**
   * A password.
   *
   * @param first its first part, of letters and digits
   * @param between a character, or none
   * @param last its last part
   */
  private record Password(String first, String between, String last) {

    String raw() {
      return first + between + last;
    }

    String encoded() {
      return URLEncoder.encode(raw(), StandardCharsets.UTF_8);
    }

    /** As H2 has it in its URLs. */
    String escaped() {
      return raw().replace("\\", "\\\\").replace(";", "\\;");
    }

    boolean isIn(String text) {
      String small = text.toLowerCase(Locale.ROOT);
      return small.contains(first.toLowerCase(Locale.ROOT))
          || small.contains(last.toLowerCase(Locale.ROOT));
    }
  }

  private Password password() {
    int special = random.nextInt(SPECIAL.length() + 1);
    return new Password(
        letters(),
        special == SPECIAL.length() ? "" : SPECIAL.substring(special, special + 1),
        letters());
  }

  private String letters() {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      letters.append(
          "abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ23456789".charAt(random.nextInt(52)));
    }
    return letters.toString();
  }

  private <T> T oneOf(List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  /** Returns an address with a password in it, as it is meant to be or not. */
  private String address(Password password) {
    String written =
        oneOf(
            List.of(
                password.raw(),
                password.encoded(),
                password.encoded().replace("+", "%20"),
                password.escaped()));
    String name =
        oneOf(
            List.of(
                "password",
                "PASSWORD",
                "sslpassword",
                "passwd",
                "pwd",
                "apiKey",
                "token",
                "clientSecret"));
    return oneOf(
            List.of(
                "jdbc:postgresql://HOST/shop?user=bob&password=" + written,
                "jdbc:postgresql://HOST/shop?"
                    + name
                    + "="
                    + written
                    + "&user=bob&sslmode=nonsense",
                "jdbc:postgresql://HOST/shop?password="
                    + written
                    + "&socketTimeout=nonsense&"
                    + name
                    + "="
                    + written,
                "jdbc:postgresql://bob:" + written + "@HOST/shop",
                "jdbc:postgresql://bob:" + written + "@localhost/shop?user=bob@corp",
                "jdbc:postgresql://" + written + "@HOST/shop",
                "jdbc:postgresql:" + "?password=" + written + "%zz&port=1",
                "jdbc:postgres://bob:" + written + "@HOST/shop",
                "jdbc:h2:tcp://localhost:nonsense/shop;USER=bob;PASSWORD=" + written,
                "jdbc:h2:tcp://bob:" + written + "@HOST/shop",
                "jdbc:h2:tcp://bob:" + written + "@HOST/shop;IFEXISTS=TRUE",
                "jdbc:h2:mem:;USER=bob;PASSWORD=" + written + ";NONSENSE=1",
                "jdbc:h2:mem:;PASSWORD=" + written + ";NONSENSE",
                "jdbc:h2:mem:;" + name.toUpperCase(Locale.ROOT) + "=" + written + ";MODE=nonsense",
                "jdbc:h2:mem:;PASSWORD=" + written + ";PASSWORD=" + written,
                "jdbc:h2:file:" + folder.resolve("shop") + ";CIPHER=AES;PASSWORD=" + written,
                "jdbc:mysql://bob:" + written + "@HOST/shop",
                "jdbc:oracle:thin:bob/" + written + "@HOST/shop"))
        .replace("HOST", HOST_AND_PORT);
  }

  private static StoreSettings settings(String address, String user, String password) {
    return new StoreSettings(address, user, password, Duration.ofSeconds(10), Duration.ZERO, "");
  }

  /** Fails if a part of a password was told, by us or by a driver. */
  private void assertUntold(Password password, String address) {
    for (ILoggingEvent event : logged.events()) {
      said.add(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        said.add(event.getThrowableProxy().getClassName() + event.getThrowableProxy().getMessage());
      }
    }
    for (String line : said) {
      assertFalse(password.isIn(line), () -> line + " tells of " + password + " in " + address);
    }
    logged.clear();
    said.clear();
  }

  @Test
  void areInNoLineWhateverDriversSay() throws SQLException {
    int connected = 0;
    for (int i = 0; i < ROUNDS; i++) {
      Password password = password();
      boolean inUrl = random.nextInt(4) > 0;
      String address =
          inUrl
              ? address(password)
              : oneOf(
                      List.of(
                          "jdbc:postgresql://HOST/shop", "jdbc:h2:tcp://localhost:nonsense/shop"))
                  .replace("HOST", HOST_AND_PORT);
      StoreSettings settings = settings(address, inUrl ? "" : "bob", inUrl ? "" : password.raw());
      said.add(settings.toString());
      try (ConnectionSource connections = ConnectionSource.of(settings);
          Connection connection = connections.open()) {
        connected++;
        assertTrue(connection.isValid(1));
      } catch (SettingsException e) {
        said.add(e.toString());
      } catch (SQLException | RuntimeException e) {
        FaultLog faults = new FaultLog(settings);
        for (Throwable each = e; each != null; each = each.getCause()) {
          faults.failed(each);
          said.add(faults.message(each));
        }
      }
      assertUntold(password, address);
    }
    assertTrue(connected < ROUNDS / 4, connected + " have connected");
  }

  /** What drivers say that are not ours, or not yet: any piece of an address, as URLs are cut. */
  @Test
  void areInNoMessageWhateverAnyDriverSays() {
    for (int i = 0; i < ROUNDS; i++) {
      Password password = password();
      String address = address(password);
      StoreSettings settings = settings(address, "bob", random.nextBoolean() ? password.raw() : "");
      FaultLog faults = new FaultLog(settings);
      List<String> texts = new ArrayList<>(List.of(address));
      if (!settings.password().isEmpty()) {
        texts.addAll(List.of(password.raw(), password.encoded()));
      }
      texts.addAll(
          List.of(
              address.substring("jdbc:".length()), address.substring(address.indexOf(':', 5) + 1)));
      texts.addAll(List.of(address.split("[?;&]", -1)));
      texts.addAll(List.of(address.split("[/@]", -1)));
      texts.addAll(List.of(address.split("[/?;&:@=]", -1)));
      texts.addAll(List.of(address.split("//|[?;]", 3)));
      for (String text : texts) {
        said.add(faults.message(new SQLException("Cannot make sense of '" + text + "' here")));
        said.add(faults.message(new SQLException(text.toUpperCase(Locale.ROOT))));
      }
      assertUntold(password, address);
    }
  }

  @Test
  void areInNoMessageAboutASetting() {
    for (int i = 0; i < ROUNDS; i++) {
      Password password = password();
      String address =
          address(password).replaceFirst(oneOf(List.of("jdbc:", "jdbc:[a-z0-9]*:")), "");
      try {
        said.add(
            FootprintSettings.from(new SettingSources().parameters(Map.of("store", address)), HOST)
                .store()
                .toString());
      } catch (SettingsException e) {
        said.add(e.toString());
      }
      assertUntold(password, address);
    }
  }
}
