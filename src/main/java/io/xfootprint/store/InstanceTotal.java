// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.store;

import io.xfootprint.ledger.Statement;
import java.time.Instant;

/**
 * What an instance has cost since it started, or all ended instances together.
 *
 * @param name of host and process; empty for ended instances
 * @param version of the application that it runs; empty for ended instances, and if not known
 * @param method how it finds its energy; empty for ended instances
 * @param started when it started; 1970 for ended instances
 * @param seen when it last wrote, by the clock of the database; 1970 for ended instances
 * @param books its lines
 */
public record InstanceTotal(
    String name, String version, String method, Instant started, Instant seen, Statement books) {}
