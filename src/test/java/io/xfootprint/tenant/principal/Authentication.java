// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant.principal;

import java.security.Principal;
import org.jspecify.annotations.Nullable;

/** The shape of Spring Security's Authentication. */
public interface Authentication extends Principal {

  @Nullable Object getPrincipal();
}
