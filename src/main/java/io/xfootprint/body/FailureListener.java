// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import java.io.IOException;

/**
 * A listener for failures of the container to send or to read, which mostly mean that the client
 * has hung up. Called by the thread that reads or writes.
 */
public interface FailureListener {

  /**
   * Notes a failure of the container's stream.
   *
   * @return the failure, for the caller to throw on
   */
  IOException failed(IOException failure);
}
