// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.restassured.http.Header;
import io.restassured.response.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The demo's WAR twice: as it is, and with a web.xml that does not have the filter. */
class WithAndWithoutFilterIT {

  private static Server with;
  private static Server without;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    // Unpacked once for both, so that the files have the same age.
    Path shop = ShopServer.unpack(Files.createDirectory(folder.resolve("shop")));
    Path descriptor = Files.writeString(folder.resolve("web.xml"), webXmlWithoutFilter(shop));
    with = ShopServer.start(shop, new WebAppContext());
    WebAppContext bare = new WebAppContext();
    bare.setDescriptor(descriptor.toString());
    without = ShopServer.start(shop, bare);
  }

  private static String webXmlWithoutFilter(Path shop) throws IOException {
    String xml = Files.readString(shop.resolve("WEB-INF/web.xml"));
    String bare =
        xml.replaceAll("(?s)<filter>.*?</filter>|<filter-mapping>.*?</filter-mapping>", "");
    assertEquals(-1, bare.indexOf("FootprintFilter"));
    return bare;
  }

  @AfterAll
  static void stop() throws Exception {
    with.stop();
    without.stop();
  }

  @ParameterizedTest
  @EnumSource
  void answersTheSameButForOurHeaders(Visit visit) {
    Response plain = visit.at(ShopServer.url(without));
    Response measured = visit.at(ShopServer.url(with));

    assertNull(plain.header("X-Footprint"));
    assertEquals(plain.statusLine(), measured.statusLine());
    assertArrayEquals(plain.asByteArray(), measured.asByteArray());
    assertEquals(headersButOurs(plain), headersButOurs(measured));
  }

  /** And not the date of the answer. */
  private static List<String> headersButOurs(Response answer) {
    return answer.headers().asList().stream()
        .filter(header -> !isOursOrTheDate(header))
        .map(Header::toString)
        .toList();
  }

  private static boolean isOursOrTheDate(Header header) {
    return List.of("X-Footprint", "X-Footprint-Total", "Date").contains(header.getName());
  }
}
