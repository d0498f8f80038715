// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import io.xfootprint.settings.GridSettings;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** An address of the user's own, which answers with JSON that has the figure somewhere. */
final class AnyAddress implements Service {

  private final GridSettings settings;
  private final Map<String, String> headers;

  AnyAddress(GridSettings settings) {
    this.settings = settings;
    String[] header = settings.header().split(":", 2);
    headers = header.length < 2 ? Map.of() : Map.of(header[0], header[1].strip());
  }

  @Override
  public IntensityReading ask(HttpQuestions http, Instant now) throws RefusedAnswerException {
    OptionalDouble figure = http.get(settings.url(), headers).at(settings.value()).number();
    OptionalDouble grams =
        figure.isPresent()
            ? OptionalDouble.of(settings.unit().grams(figure.getAsDouble()))
            : figure;
    // Nobody says where the time is, so it is taken for a figure of now.
    return IntensityReading.of(grams, false, Optional.of(now), now);
  }
}
