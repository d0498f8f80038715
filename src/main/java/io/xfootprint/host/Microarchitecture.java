// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.hardware.CentralProcessor.ProcessorIdentifier;

/**
 * Names a processor's microarchitecture by its CPUID: AMD's family 25, model 17 is {@code Zen 4}.
 * The name finds the row of the power table. A processor's own name would not do, because clouds
 * hide it ("AMD EPYC").
 *
 * <p>Ranges of our own come first ({@code cpuid-override.csv}), because OSHI 7.5.0 calls every AMD
 * processor of family 25 "Zen 3", knows no dense cores (Zen 4c, Zen 5c), and nothing of Emerald
 * Rapids and later servers. Some ranges apply to virtual machines only: the named models of QEMU
 * have the numbers of desktop processors. Few of those were measured, and as whole machines of 20 W
 * and more per CPU.
 *
 * <p>ARM cores have two numbers, of the implementer and of the part ({@code arm-midr.csv}). Clouds
 * build cores of Arm, some with a number of their own. Arm's other parts are found in our own copy
 * of OSHI's table. OSHI 7.5.0 looks for {@code arm..0xd0c} where its table has {@code arm.0xd0c},
 * so it finds none of them.
 */
final class Microarchitecture {

  private static final Logger log = LoggerFactory.getLogger(Microarchitecture.class);

  private static final String UNKNOWN_TO_OSHI = "unknown";

  private Microarchitecture() {}

  /**
   * Returns the name, empty if unknown.
   *
   * @param virtual whether the machine is, so that ranges for virtual machines apply
   */
  static String of(CpuId cpu, boolean virtual) {
    for (Row row : CsvTable.read("cpuid-override").rows()) {
      if (covers(row, cpu) && (virtual || !row.text("machines").equals("virtual"))) {
        return row.text("microarchitecture");
      }
    }
    Optional<Row> core = armCore(cpu);
    if (core.isPresent()) {
      return core.get().text("microarchitecture");
    }
    return cpu.isArm() ? ofArm(cpu.model()) : ofOshi(cpu);
  }

  private static Optional<Row> armCore(CpuId cpu) {
    return CsvTable.read("arm-midr")
        .find(
            row ->
                row.text("implementer").equalsIgnoreCase(cpu.vendor())
                    && row.text("part").equalsIgnoreCase(cpu.model()));
  }

  /** Returns whether a row's ranges of family, model and stepping include a processor. */
  private static boolean covers(Row row, CpuId cpu) {
    return cpu.vendor().contains(row.text("vendor"))
        && cpu.family().equals(row.text("family"))
        && isBetween(row, "model", cpu.model())
        && (!row.has("stepping_from") || isBetween(row, "stepping", cpu.stepping()));
  }

  private static boolean isBetween(Row row, String column, String text) {
    try {
      int number = Integer.parseInt(text);
      return row.integer(column + "_from") <= number && number <= row.integer(column + "_to");
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Finds a part of Arm itself; parts of other implementers are numbered separately. */
  private static String ofArm(String part) {
    String key = "arm." + part.toLowerCase(Locale.ROOT);
    return CsvTable.read("oshi-microarchitecture")
        .find(row -> List.of(row.text("oshi_keys").split(" ", -1)).contains(key))
        .map(row -> row.text("oshi_name"))
        .orElse("");
  }

  /** Asks OSHI, by a list in its own jar. */
  private static String ofOshi(CpuId cpu) {
    try {
      String name =
          new ProcessorIdentifier(
                  cpu.vendor(), cpu.name(), cpu.family(), cpu.model(), cpu.stepping(), "", true)
              .getMicroarchitecture();
      return name == null || name.equalsIgnoreCase(UNKNOWN_TO_OSHI) ? "" : name;
    } catch (RuntimeException | LinkageError e) {
      log.warn("OSHI cannot name the processor of family {}", cpu.family(), e);
      return "";
    }
  }
}
