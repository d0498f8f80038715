// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.ProcessorIdentifier;
import oshi.hardware.ComputerSystem;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;

/** OSHI on a machine that a test describes. What it does not describe throws. */
final class FakeOshi {

  private FakeOshi() {}

  /** Returns OSHI on a machine of which it tells all. */
  static HardwareAbstractionLayer of(Properties told) {
    return of(
        processor(
            new ProcessorIdentifier(
                told.getProperty("vendor"),
                told.getProperty("name"),
                told.getProperty("family"),
                told.getProperty("model"),
                told.getProperty("stepping"),
                "",
                true),
            List.of(told.getProperty("flags")),
            Integer.parseInt(told.getProperty("packages")),
            Integer.parseInt(told.getProperty("cores")),
            Integer.parseInt(told.getProperty("logicalCpus"))),
        answering(
            GlobalMemory.class,
            Map.of("getTotal", Long.parseLong(told.getProperty("memoryBytes")))),
        answering(
            ComputerSystem.class,
            Map.of(
                "getManufacturer", told.getProperty("manufacturer"),
                "getModel", told.getProperty("product"))));
  }

  static HardwareAbstractionLayer of(
      CentralProcessor processor, GlobalMemory memory, ComputerSystem system) {
    return answering(
        HardwareAbstractionLayer.class,
        Map.of("getProcessor", processor, "getMemory", memory, "getComputerSystem", system));
  }

  static CentralProcessor processor(
      ProcessorIdentifier id, List<String> flags, int packages, int cores, int logicalCpus) {
    return answering(
        CentralProcessor.class,
        Map.of(
            "getProcessorIdentifier",
            id,
            "getFeatureFlags",
            flags,
            "getPhysicalPackageCount",
            packages,
            "getPhysicalProcessorCount",
            cores,
            "getLogicalProcessorCount",
            logicalCpus));
  }

  /** An answer that is a throwable is thrown, as are questions without an answer. */
  static <T> T answering(Class<T> type, Map<String, ?> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer(answers, method.getName())));
  }

  /** Answers null to every question. */
  static <T> T silent(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
  }

  private static @Nullable Object answer(Map<String, ?> answers, String question) throws Throwable {
    Object answer = answers.get(question);
    if (answer == null) {
      throw new UnsupportedOperationException(question);
    }
    if (answer instanceof Throwable failure) {
      throw failure;
    }
    return answer;
  }
}
