// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Statement;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What an instance has to say of itself at a moment. All sums are as they are to be, so that it may
 * be said again.
 *
 * @param instance its number
 * @param number how many times it has written with this
 * @param isFirst whether no write of it is known to be stored
 * @param method how it finds its energy
 * @param hours rows that are not stored as they are to be, the earliest first
 * @param total its sums since it started
 * @param openHourUtc the first hour whose rows may still change
 * @param ended whether it will write no more
 */
record InstanceWrite(
    long instance,
    long number,
    boolean isFirst,
    String method,
    List<HourRows> hours,
    Statement total,
    LocalDateTime openHourUtc,
    boolean ended) {}
