// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant.principal;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The shape of MicroProfile's JsonWebToken. */
public interface Token extends Principal {

  <T> @Nullable T getClaim(String name);
}
