// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

/** A servlet container that serves one {@link Site} on a free port of the loopback interface. */
interface Container extends AutoCloseable {

  int port();

  @Override
  void close() throws Exception;
}
