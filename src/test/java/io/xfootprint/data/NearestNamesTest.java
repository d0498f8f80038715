// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

  private static final List<String> NAMES =
      List.of(
          "store", "store.user", "log.interval", "store.interval", "aws/m5.large", "m5.largest");

  @Test
  void takesCaseAndPunctuationForNoDifference() {
    assertEquals(List.of("store.user"), NearestNames.of("STORE_USER", NAMES));
  }

  @Test
  void prefersOneWrongLetterToAPart() {
    assertEquals(List.of("aws/m5.large"), NearestNames.of("aws/m5.largee", NAMES));
  }

  @Test
  void namesWhatHoldsTheTextNearestToItsBeginning() {
    assertEquals(List.of("m5.largest"), NearestNames.of("m5.larg", NAMES));
    assertEquals(List.of("log.interval"), NearestNames.of("interval", NAMES));
  }

  @Test
  void namesWhatHoldsEachWordOfTheText() {
    List<String> models = List.of("Intel Xeon Platinum 8259CL", "Intel Xeon Gold 6130");
    assertEquals(List.of("Intel Xeon Platinum 8259CL"), NearestNames.of("Xeon 8259CL", models));
  }

  @Test
  void findsWhatIsNearestWhereAThirdIsWrong() {
    assertEquals(List.of("store.user"), NearestNames.of("stroe.user", NAMES));
    assertEquals(List.of(), NearestNames.of("debug", NAMES));
    assertEquals(List.of(), NearestNames.of("", NAMES));
  }

  @Test
  void countsLettersThatAreAddedLeftOutOrReplaced() {
    assertEquals(0, NearestNames.distance("", "", 9));
    assertEquals(3, NearestNames.distance("", "abc", 9));
    assertEquals(3, NearestNames.distance("kitten", "sitting", 3));
    assertEquals(1, NearestNames.distance("locaton", "location", 1));
    assertEquals(-1, NearestNames.distance("kitten", "sitting", 2));
  }
}
