// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.model.Machine;
import io.xfootprint.model.PowerModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import oshi.hardware.HardwareAbstractionLayer;

/**
 * Real machines, each a folder with what CPUID, firmware, {@code /proc}, cgroups and environment
 * give there. Its file {@code SOURCE} says where that was published and what is by documentation.
 */
class MachinesTest {

  private static final Path MACHINES =
      Path.of("src", "test", "resources", "io", "xfootprint", "host", "machines");

  /** Memory is in MiB. The last columns say where the power comes from, and how it is labelled. */
  private static final String EXPECTED =
      """
      folder, microarchitecture, packages cores cpus, memory, allotment, cloud, figures of, row, label
      ec2-m5, Skylake (Server), 1 1 2, 8192, whole, aws/eu-west-1, aws/m5.large, 'Skylake (Server), TDP of 8175M', model-vm
      ec2-m7g, Neoverse-V1, 1 2 2, 8192, whole, aws/eu-west-1, aws/m7g.large, ARM_PROXY, model-vm
      ec2-m8g, Neoverse-V2, 1 2 2, 8192, whole, aws/eu-west-1, aws/m8g.large, ARM_PROXY, model-vm
      ec2-m9g, Neoverse-V3, 1 2 2, 8192, whole, aws/eu-west-1, aws/m9g.large, ARM_PROXY, model-vm
      ec2-t4g-without-type, Neoverse-N1, 1 2 2, 2048, whole, aws, Neoverse-N1, Neoverse-N1, model-vm
      ec2-m6g-metal, Neoverse-N1, 1 64 64, 262144, whole, aws, aws/m6g.metal, Neoverse-N1, model
      ec2-c7i-metal, Sapphire Rapids, 2 96 192, 393216, whole, aws, aws/c7i.metal-48xl, 'Sapphire Rapids, TDP of Intel Xeon Platinum 8488C', model
      gcp-e2, Broadwell (Server), 1 1 2, 1024, whole, gcp, Intel(R) Xeon(R) CPU @ 2.20GHz, Broadwell (Server), model-vm
      azure-dsv5, Ice Lake (Server), 1 2 4, 16384, whole, azure, Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz, 'Ice Lake (Server), TDP of Intel Xeon Platinum 8370C', model-vm
      azure-cobalt, Neoverse-N2, 1 4 4, 16384, whole, azure, Neoverse-N2, ARM_PROXY, model-vm
      gcp-n4a, Neoverse-N3, 1 4 4, 16384, whole, gcp, Neoverse-N3, ARM_PROXY, model-vm
      ampereone, AmpereOne, 1 4 4, 16384, whole, -, AmpereOne, ARM_PROXY, model-vm
      genoa, Zen 4, 1 96 191, 386631, whole, -, AMD EPYC 9654P 96-Core Processor, results of AMD EPYC 9654P, model
      bergamo, Zen 4c, 1 96 191, 386631, whole, -, AMD EPYC 9754 128-Core Processor, results of AMD EPYC 9754, model
      milan, Zen 3, 2 56 112, 524288, whole, -, AMD EPYC 7453 28-Core Processor, 'Zen 3, TDP of AMD EPYC 7453', model
      emerald-rapids, Emerald Rapids, 2 48 96, 524288, whole, -, INTEL(R) XEON(R) GOLD 6542Y, 'Emerald Rapids, TDP of Intel Xeon Gold 6542Y', model
      ice-lake, Ice Lake (Server), 2 32 64, 262144, whole, -, Intel(R) Xeon(R) Gold 6326 CPU @ 2.90GHz, 'Ice Lake (Server), TDP of Intel Xeon Gold 6326', model
      granite-rapids, Granite Rapids, 2 192 192, 1572864, whole, -, Intel(R) Xeon(R) 6972P, 'Granite Rapids, TDP of Intel Xeon 6972P', model
      ampere-altra, Neoverse-N1, 1 80 80, 262144, whole, -, Neoverse-N1, Neoverse-N1, model
      turin-guest, Zen 5c, 12 12 12, 24576, whole, -, AMD EPYC 9645 96-Core Processor, 'Zen 5c, TDP of AMD EPYC 9645', model-vm
      venice-guest, Zen 6, 12 12 12, 24576, whole, -, AMD EPYC, Zen 5, model-vm
      clearwater-forest-guest, Clearwater Forest, 12 12 12, 24576, whole, -, Intel(R) Xeon(R) Processor, Sierra Forest, model-vm
      qemu-sandy-bridge, Sandy Bridge (Server), 2 2 2, 4096, whole, -, Intel Xeon E312xx (Sandy Bridge), Sandy Bridge (Server), model-vm
      qemu-default, '', 1 2 2, 4096, whole, -, QEMU Virtual CPU version 2.5+, DEFAULT, model-vm
      firecracker, Zen 2, 1 2 4, 985, whole, -, AMD EPYC, Zen 2, model-vm
      firecracker-arm, Neoverse-N1, 1 2 2, 1024, whole, -, Neoverse-N1, Neoverse-N1, model-vm
      heroku, Ivy Bridge (Server), 1 4 8, 61440, contained 512 MiB, Heroku, Intel(R) Xeon(R) CPU E5-2670 v2 @ 2.50GHz, 'Ivy Bridge (Server), TDP of Intel Xeon E5-2670 v2', model-vm
      fly, Zen 2, 1 1 1, 215, contained, Fly, AMD EPYC, Zen 2, model-vm
      cloud-run, Cascade Lake, 1 2 2, 512, contained, Cloud Run gcp/europe-west1, unknown, Cascade Lake, model-vm
      kubernetes-v1, Cascade Lake, 1 24 48, 196608, contained 0.5 cpus 1024 MiB, Kubernetes aws, aws/m5.12xlarge, 'Skylake (Server), TDP of 8175M', model-vm
      kubernetes-v2, Sapphire Rapids, 1 2 4, 16384, contained 0.5 cpus 512 MiB, Kubernetes gcp, Intel(R) Xeon(R) Platinum 8481C CPU @ 2.70GHz, 'Sapphire Rapids, TDP of Intel Xeon Platinum 8481C', model-vm
      macos, ARM64 SoC: Avalanche + Blizzard, 1 12 12, 32768, whole, -, Apple M2 Max, DEFAULT, model
      windows-server, Cascade Lake, 1 1 2, 8191, whole, -, Intel(R) Xeon(R) Platinum 8272CL CPU @ 2.60GHz, 'Cascade Lake, TDP of Intel Xeon Platinum 8272CL', model-vm
      """;

  @ParameterizedTest(name = "{0}")
  @CsvSource(textBlock = EXPECTED, useHeadersInDisplayName = true)
  void findsMachineRowAndLabel(
      String folder,
      String microarchitecture,
      String counts,
      long memoryMebibytes,
      String allotment,
      String where,
      String figuresOf,
      String row,
      String label)
      throws IOException {
    Path root = MACHINES.resolve(folder);
    TreeMap<String, String> environment = new TreeMap<>();
    properties(root.resolve("environment"))
        .forEach((name, value) -> environment.put(name.toString(), value.toString()));
    Host host =
        new OshiHostProbe(new LinuxMachine(root, environment), () -> oshi(root.resolve("oshi")))
            .host();
    Cloud cloud = new CloudFinder(environment, new SystemFiles(root)).find();
    Machine machine =
        cloud
            .machine()
            .flatMap(type -> Machine.detected(type.value(), host))
            .orElseGet(() -> Machine.of(host));

    assertEquals(microarchitecture, host.microarchitecture());
    assertEquals(
        counts, "%d %d %d".formatted(host.packages(), host.cores(), host.logicalCpus()), folder);
    assertEquals(memoryMebibytes, host.memoryBytes().orElseThrow() >> 20);
    assertEquals(allotment, inWords(host.limits()));
    assertEquals(where, inWords(cloud));
    assertEquals(figuresOf, machine.name());
    assertEquals(row, PowerModel.forMachine(machine, host).basis());
    assertEquals(label, machine.virtual() ? "model-vm" : "model");
    assertEquals(machine.virtual(), host.virtual(), "what the table and the machine say");
  }

  @Test
  void areAllExpectedAndNameTheirSource() throws IOException {
    try (Stream<Path> folders = Files.list(MACHINES)) {
      TreeSet<String> found =
          folders
              .map(folder -> folder.getFileName().toString())
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(
          EXPECTED
              .lines()
              .skip(1)
              .map(line -> line.substring(0, line.indexOf(',')))
              .collect(Collectors.toCollection(TreeSet::new)),
          found);
      for (String name : found) {
        String source = Files.readString(MACHINES.resolve(name).resolve("SOURCE"));
        assertTrue(source.matches("(?s).*(github\\.com/|[Bb]y documentation).*"), name);
      }
    }
  }

  private static String inWords(ContainerLimits allotment) {
    return allotment.equals(ContainerLimits.WHOLE_MACHINE)
        ? "whole"
        : (allotment.contained() ? "contained" : "limited")
            + allotment.cpus().stream()
                .mapToObj(cpus -> " " + cpus + " cpus")
                .collect(Collectors.joining())
            + allotment.memoryBytes().stream()
                .mapToObj(bytes -> " " + (bytes >> 20) + " MiB")
                .collect(Collectors.joining());
  }

  private static String inWords(Cloud cloud) {
    String words =
        Stream.concat(cloud.platform().stream(), cloud.location().or(cloud::provider).stream())
            .map(Detected::value)
            .collect(Collectors.joining(" "));
    return words.isEmpty() ? "-" : words;
  }

  /** Where the system has no files, a list says what OSHI tells; elsewhere it tells nothing. */
  private static HardwareAbstractionLayer oshi(Path list) {
    Properties told = properties(list);
    return told.isEmpty() ? FakeOshi.silent(HardwareAbstractionLayer.class) : FakeOshi.of(told);
  }

  private static Properties properties(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return properties;
  }
}
