// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant.principal;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The shape of MicroProfile's JsonWebToken, whose method returns any type that is asked for. */
public interface Token extends Principal {

  @Nullable Object getClaim(String name);
}
