// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** As much of a servlet container as the filter asks of one, so that only the filter is timed. */
final class Container {

  private static final HttpServletRequest NO_REQUEST =
      proxy(HttpServletRequest.class, Container::refuse);
  private static final HttpServletResponse NO_RESPONSE =
      proxy(HttpServletResponse.class, Container::refuse);

  private Container() {}

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Container.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object refuse(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
    throw new UnsupportedOperationException(method.toString());
  }

  static FilterConfig filterConfig(Map<String, String> parameters) {
    Map<String, Object> attributes = new HashMap<>();
    ServletContext context =
        proxy(
            ServletContext.class,
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getAttribute" -> attributes.get((String) arguments[0]);
                  case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
                  case "removeAttribute" -> attributes.remove((String) arguments[0]);
                  case "getInitParameterNames" -> Collections.emptyEnumeration();
                  case "getServletContextName" -> "bench";
                  case "getContextPath" -> "";
                  case "getServletRegistrations" -> Map.of();
                  default -> refuse(proxy, method, arguments);
                });
    return proxy(
        FilterConfig.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getFilterName" -> "footprint";
              case "getServletContext" -> context;
              case "getInitParameterNames" -> Collections.enumeration(parameters.keySet());
              case "getInitParameter" -> parameters.get((String) arguments[0]);
              default -> refuse(proxy, method, arguments);
            });
  }

  static final class Request extends HttpServletRequestWrapper {

    private static final HttpServletMapping MAPPING =
        new HttpServletMapping() {
          @Override
          public String getMatchValue() {
            return "1001";
          }

          @Override
          public String getPattern() {
            return "/orders/*";
          }

          @Override
          public String getServletName() {
            return "orders";
          }

          @Override
          public MappingMatch getMappingMatch() {
            return MappingMatch.PATH;
          }
        };

    private String attributeName = "";
    private Object attribute;

    Request() {
      super(NO_REQUEST);
    }

    @Override
    public Object getAttribute(String name) {
      return attributeName.equals(name) ? attribute : null;
    }

    @Override
    public void setAttribute(String name, Object value) {
      attributeName = name;
      attribute = value;
    }

    @Override
    public String getHeader(String name) {
      return null;
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getContextPath() {
      return "";
    }

    @Override
    public HttpServletMapping getHttpServletMapping() {
      return MAPPING;
    }

    @Override
    public DispatcherType getDispatcherType() {
      return DispatcherType.REQUEST;
    }

    @Override
    public boolean isAsyncStarted() {
      return false;
    }
  }

  static final class Response extends HttpServletResponseWrapper {

    private String footprint = "";
    private String total = "";
    private boolean committed;

    Response() {
      super(NO_RESPONSE);
    }

    @Override
    public void setHeader(String name, String value) {
      if (name.equals("X-Footprint")) {
        footprint = value;
      } else {
        total = value;
      }
    }

    @Override
    public void flushBuffer() {
      committed = true;
    }

    @Override
    public boolean isCommitted() {
      return committed;
    }

    @Override
    public int getStatus() {
      return SC_OK;
    }

    @Override
    public String toString() {
      return footprint + total;
    }
  }
}
