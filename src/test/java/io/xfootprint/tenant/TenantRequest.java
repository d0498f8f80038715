// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.tenant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A request of a container that knows what a tenant may be found by, and fails for the rest. */
final class TenantRequest extends HttpServletRequestWrapper {

  private final Map<String, Object> attributes = new HashMap<>();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private @Nullable String host;
  private @Nullable String servletPath = "";
  private @Nullable String pathInfo;
  private @Nullable Principal principal;

  TenantRequest() {
    super(
        (HttpServletRequest)
            Proxy.newProxyInstance(
                TenantRequest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (self, method, arguments) -> {
                  throw new UnsupportedOperationException(method.toString());
                }));
  }

  TenantRequest attribute(String name, Object value) {
    attributes.put(name, value);
    return this;
  }

  TenantRequest header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  TenantRequest host(@Nullable String name) {
    host = name;
    return this;
  }

  TenantRequest path(@Nullable String start, @Nullable String end) {
    servletPath = start;
    pathInfo = end;
    return this;
  }

  TenantRequest principal(@Nullable Principal user) {
    principal = user;
    return this;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return attributes.get(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return headers.get(name);
  }

  @Override
  public @Nullable String getServerName() {
    return host;
  }

  @Override
  public @Nullable String getServletPath() {
    return servletPath;
  }

  @Override
  public @Nullable String getPathInfo() {
    return pathInfo;
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return principal;
  }
}
