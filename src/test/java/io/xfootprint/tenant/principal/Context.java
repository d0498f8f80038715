// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant.principal;

/** The shape of Spring Security's SecurityContext. */
public interface Context {

  Object getAuthentication();
}
