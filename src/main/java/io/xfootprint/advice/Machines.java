// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.data.CsvTable;
import io.xfootprint.data.CsvTable.Row;
import io.xfootprint.host.Host;
import io.xfootprint.model.Machine;
import io.xfootprint.model.PowerModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The instance types of {@code cloud-instance.csv} on which work of a servlet application could be
 * done: without those of {@code cloud-special.csv}, such as managed databases and machines with
 * accelerators, and without those whose embodied emissions cannot be right.
 *
 * <p>Reading them takes some 100 ms, so it is done when somebody asks for the first time. They keep
 * less than 1 MB. Immutable and safe for use by many threads.
 */
final class Machines {

  /** Types of a cloud that are left out. */
  private record Special(String provider, Pattern types) {

    Special(Row row) {
      this(row.text("provider"), Pattern.compile(row.text("types")));
    }

    boolean has(String name) {
      return name.startsWith(provider + "/")
          && types.matcher(name.substring(provider.length() + 1)).matches();
    }
  }

  /** Read with the first use of this class, which is no part of the start. */
  private static final Machines OF_TABLES = read();

  private final List<OtherMachine> all;

  private Machines(List<OtherMachine> all) {
    this.all = List.copyOf(all);
  }

  static Machines ofTables() {
    return OF_TABLES;
  }

  private static Machines read() {
    List<Special> specials =
        CsvTable.read("cloud-special").rows().stream().map(Special::new).toList();
    // Thousands of types have about a hundred kinds of hosts.
    Map<String, PowerFigures> powers = new HashMap<>();
    Host anyHost = Host.unknown(1);
    List<OtherMachine> all = new ArrayList<>();
    Machine.instances()
        .filter(machine -> specials.stream().noneMatch(special -> special.has(machine.name())))
        .forEach(
            machine -> {
              PowerFigures power =
                  powers.computeIfAbsent(
                      machine.powerKey(),
                      key -> PowerFigures.of(PowerModel.forMachine(machine, anyHost)));
              machine
                  .type()
                  .flatMap(type -> OtherMachine.of(machine, type, power))
                  .ifPresent(all::add);
            });
    return new Machines(all);
  }

  /** Returns those of a cloud that have what is needed, in the order of the table. */
  List<OtherMachine> fitting(Need need, String provider) {
    return all.stream()
        .filter(machine -> machine.provider().equals(provider) && machine.fits(need))
        .toList();
  }

  /** Finds one by its name. */
  Optional<OtherMachine> find(String name) {
    return all.stream().filter(machine -> machine.name().equals(name)).findFirst();
  }

  Stream<OtherMachine> all() {
    return all.stream();
  }
}
