// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The pages, in which every text that is put in is escaped. Immutable and safe for use by many
 * threads.
 */
final class Templates {

  private final Template page = template("page.html");
  private final Template methodology = template("methodology.html");
  private final Template closed = template("closed.html");
  private final Template badgeHtml = template("badge.html");
  private final Template badgeSvg = template("badge.svg");

  private static Template template(String name) {
    // A name that nobody has given a value is a mistake, and not an empty text.
    return Mustache.compiler().escapeHTML(true).strictSections(true).compile(text(name));
  }

  /** Returns a resource that stands beside this class. */
  static String text(String name) {
    try (InputStream in = Templates.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String page(Map<String, ?> values) {
    return page.execute(values);
  }

  String methodology(Map<String, ?> values) {
    return methodology.execute(values);
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
