// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The pages. Those with figures begin with one head, {@code head.html}, and fill its blocks. Every
 * text that is put in is escaped, as names of routes come from clients. Immutable and safe for use
 * by many threads.
 */
final class Templates {

  // A name without a value is a mistake, and not an empty text.
  private static final Mustache.Compiler COMPILER =
      Mustache.compiler()
          .escapeHTML(true)
          .strictSections(true)
          .emptyStringIsFalse(true)
          .withLoader(name -> new StringReader(text(name + ".html")));

  private final Template page = template("page.html");
  private final Template route = template("route.html");
  private final Template comparison = template("compare.html");
  private final Template statement = template("statement.html");
  private final Template tenants = template("tenants.html");
  private final Template tenant = template("tenant.html");
  private final Template methodology = template("methodology.html");
  private final Template whatIf = template("what-if.html");
  private final Template closed = template("closed.html");
  private final Template badgeHtml = template("badge.html");
  private final Template badgeSvg = template("badge.svg");

  private static Template template(String name) {
    try {
      return COMPILER.compile(text(name));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static String text(String name) throws IOException {
    return new String(resource(name), StandardCharsets.UTF_8);
  }

  /** Returns a file of our jar that is beside this class. */
  static byte[] resource(String name) throws IOException {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException("not in the jar");
      }
      return in.readAllBytes();
    }
  }

  String page(Map<String, ?> values) {
    return page.execute(values);
  }

  String route(Map<String, ?> values) {
    return route.execute(values);
  }

  String comparison(Map<String, ?> values) {
    return comparison.execute(values);
  }

  String statement(Map<String, ?> values) {
    return statement.execute(values);
  }

  String tenants(Map<String, ?> values) {
    return tenants.execute(values);
  }

  String tenant(Map<String, ?> values) {
    return tenant.execute(values);
  }

  String methodology(Map<String, ?> values) {
    return methodology.execute(values);
  }

  String whatIf(Map<String, ?> values) {
    return whatIf.execute(values);
  }

  String closed(String reason) {
    return closed.execute(Map.of("reason", reason));
  }

  Representation badge(boolean isSvg, Map<String, ?> values) {
    return isSvg
        ? Representation.of("image/svg+xml", badgeSvg.execute(values))
        : Representation.of(Representation.HTML, badgeHtml.execute(values));
  }
}
