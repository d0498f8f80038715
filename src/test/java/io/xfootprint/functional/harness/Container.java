// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

/** A servlet container that serves {@link Site}s on a free port of the loopback interface. */
public interface Container extends AutoCloseable {

  int port();

  /** Starts one more application; what is returned stops it, while the container runs on. */
  AutoCloseable deploy(Site site) throws Exception;

  @Override
  void close() throws Exception;
}
