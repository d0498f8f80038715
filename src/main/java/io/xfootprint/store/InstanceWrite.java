// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Statement;
import java.time.LocalDateTime;
import java.util.SortedMap;

/**
 * What an instance has to say of itself at a moment. All sums are as they are to be, so that it may
 * be said again.
 *
 * @param instance its number
 * @param number how many times it has written with this
 * @param isFirst whether no write of it is known to be stored
 * @param method how it finds its energy
 * @param hours what was counted in each hour, by its start in UTC, whose rows are not stored like
 *     that; routes that are may be missing
 * @param total its sums since it started
 * @param openHourUtc the first hour whose rows may still change
 * @param ended whether it will write no more
 */
record InstanceWrite(
    long instance,
    long number,
    boolean isFirst,
    String method,
    SortedMap<LocalDateTime, Statement> hours,
    Statement total,
    LocalDateTime openHourUtc,
    boolean ended) {}
