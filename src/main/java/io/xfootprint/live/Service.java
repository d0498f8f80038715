// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.live;

import java.time.Instant;

/** A service that tells the carbon intensity of the moment. For use by one thread. */
interface Service {

  /**
   * Asks once and checks the answer.
   *
   * @param http sends what is asked
   * @param now the present time
   * @throws RefusedAnswerException if there is no answer, or none that can be used
   */
  IntensityReading ask(HttpQuestions http, Instant now) throws RefusedAnswerException;
}
