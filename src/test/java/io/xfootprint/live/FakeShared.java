// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Readings of which a test says who asks and what was told. */
final class FakeShared implements SharedReadings {

  boolean claims = true;
  Optional<Told> last = Optional.empty();
  final List<String> told = new ArrayList<>();

  @Override
  public boolean claims(String question, Duration interval) {
    return claims;
  }

  @Override
  public Optional<Told> last(String question) {
    return last;
  }

  @Override
  public void tell(String question, double gramsPerKilowattHour) {
    told.add(question + " " + gramsPerKilowattHour);
  }

  @Override
  public void rest(String question, Duration interval, Duration wait) {
    told.add(question + " rests " + wait);
  }

  @Override
  public void abort() {}
}
