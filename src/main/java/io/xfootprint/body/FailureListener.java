// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.body;

import java.io.IOException;

/** Learns that the container could not send or read, as where the client has hung up. */
public interface FailureListener {

  /** Notes a failure of the container's stream, and returns it for the caller to throw. */
  IOException failed(IOException failure);
}
