// SPDX-License-Identifier: Apache-2.0
package io.xfootprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequiredLibraryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "oshi/hardware/HardwareAbstractionLayer",
        "Could not initialize class oshi.util.GlobalConfig",
        "'java.util.List oshi.hardware.CentralProcessor.getFeatureFlags()'"
      })
  void namesTheLibraryOfTheClassThatIsMissing(String message) {
    assertEquals(
        "com.github.oshi:oshi-core must be on the class path in version 5.8.7 or later, but there"
            + " was java.lang.NoClassDefFoundError: "
            + message
            + "; one that fits comes with X-Footprint where the application's build neither"
            + " excludes it nor gives it a version",
        RequiredLibrary.explain(new NoClassDefFoundError(message)));
  }

  @Test
  void looksForTheCause() {
    LinkageError wrapped =
        new ExceptionInInitializerError(new ClassNotFoundException("org.slf4j.spi.CallerAware"));
    assertTrue(RequiredLibrary.explain(wrapped).startsWith("org.slf4j:slf4j-api must"));
  }

  @Test
  void blamesNoLibraryThatIsNotNamed() {
    String sentence = RequiredLibrary.explain(new NoClassDefFoundError("com/shop/oshi/Sushi"));
    assertTrue(sentence.startsWith("all classes must"), sentence);
  }
}
