// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Statement;
import java.time.Instant;

/**
 * What an instance has cost since it started.
 *
 * @param name of host and process; empty for all together that run no more
 * @param method how it finds its energy; empty for those
 * @param started when it began; the beginning of time for those
 * @param seen when it last wrote, by the clock of the database; likewise
 * @param books its lines
 */
public record InstanceTotal(
    String name, String method, Instant started, Instant seen, Statement books) {}
