// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A version of a table of coefficients: its hash, as the tables of two releases may differ.
 * Immutable.
 *
 * @param name of the table, such as {@code cpu-power}
 * @param hash SHA-256 of its file, in hexadecimal
 */
public record TableVersion(String name, String hash) {

  private static final List<String> NAMES =
      List.of(
          "arm-midr",
          "cloud-instance",
          "cloud-region",
          "cloud-special",
          "country-intensity",
          "cpu-model",
          "cpu-power",
          "cpuid-override",
          "defaults",
          "egrid-subregion",
          "grid-uncertainty",
          "oshi-microarchitecture",
          "power-range",
          "us-zip3-egrid");

  /** Returns the versions of all tables of this jar, by name. Reads all of them. */
  public static List<TableVersion> all() {
    return NAMES.stream().map(TableVersion::of).toList();
  }

  private static TableVersion of(String name) {
    try (InputStream stream = TableVersion.class.getResourceAsStream(name + ".csv")) {
      if (stream == null) {
        throw new IllegalStateException("the jar must hold the table " + name + ".csv");
      }
      return new TableVersion(name, Sha256.of(stream.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the table " + name + ".csv", e);
    }
  }
}
