// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;

/** Over what time a row holds sums. */
enum Unit {
  /** An hour of one instance, until it is merged into those that follow. */
  INSTANCE_HOUR("instance-hour") {
    @Override
    LocalDateTime start(LocalDateTime hour) {
      return hour;
    }
  },
  HOUR("hour") {
    @Override
    LocalDateTime start(LocalDateTime hour) {
      return hour;
    }
  },
  DAY("day") {
    @Override
    LocalDateTime start(LocalDateTime hour) {
      return hour.truncatedTo(ChronoUnit.DAYS);
    }
  },
  MONTH("month") {
    @Override
    LocalDateTime start(LocalDateTime hour) {
      return hour.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
    }
  },
  /** The same hour of all days of a month, told as that of the first. */
  MONTH_HOUR("month-hour") {
    @Override
    LocalDateTime start(LocalDateTime hour) {
      return hour.withDayOfMonth(1);
    }
  },
  /** All time; its rows begin at {@link #BEGIN}. */
  TOTAL("total") {
    @Override
    LocalDateTime start(LocalDateTime hour) {
      return BEGIN;
    }
  };

  static final LocalDateTime BEGIN = LocalDateTime.of(1970, 1, 1, 0, 0);

  private final String key;

  Unit(String key) {
    this.key = key;
  }

  /** Returns its name in the column. */
  String key() {
    return key;
  }

  /** Returns where the row begins that holds an hour, in UTC. */
  abstract LocalDateTime start(LocalDateTime hour);
}
