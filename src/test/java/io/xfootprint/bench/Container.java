// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.MappingMatch;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much of a servlet container as the filter asks of one, so that only the filter is timed.
 *
 * <p>Its objects are used again for the next request, as a container's are for the next one on the
 * connection. So what a benchmark allocates is the filter's.
 */
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

  /** A request with the headers of a browser. */
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

    private final Fields headers = new Fields();
    private final Map<String, Object> attributes = new HashMap<>();

    Request() {
      super(NO_REQUEST);
      headers.add("Host", "shop.example:8443");
      headers.add("User-Agent", "Mozilla/5.0");
      headers.add("Accept", "application/json");
      headers.add("Accept-Encoding", "gzip, br");
      headers.add("Accept-Language", "en");
      headers.add("Cookie", "session=17");
      headers.add("Connection", "keep-alive");
    }

    void recycle() {
      attributes.clear();
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
      attributes.put(name, value);
    }

    @Override
    public @Nullable String getHeader(String name) {
      return headers.get(name);
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public String getProtocol() {
      return "HTTP/1.1";
    }

    @Override
    public String getContextPath() {
      return "";
    }

    @Override
    public String getServletPath() {
      return "/orders";
    }

    @Override
    public String getPathInfo() {
      return "/1001";
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

  /** A response that is committed by a flush, or by the last byte of a declared length. */
  static final class Response extends HttpServletResponseWrapper {

    private static final int BUFFER_SIZE = 32 * 1024;

    private final Fields headers = new Fields();

    /** Made by the first write: a benchmark may take a new response for each request. */
    private byte @Nullable [] buffer;

    private final boolean commitsByLength;
    private long declaredLength;
    private int written;
    private boolean committed;

    private final ServletOutputStream stream =
        new ServletOutputStream() {
          @Override
          public void write(int octet) {
            buffer()[written++] = (byte) octet;
            commitAtLength();
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            System.arraycopy(bytes, offset, buffer(), written, length);
            written += length;
            commitAtLength();
          }

          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
          }
        };

    /** Creates a response of Jetty or Tomcat. */
    Response() {
      this(true);
    }

    /**
     * Creates a response.
     *
     * @param commitsByLength whether the last byte of a declared length commits it, as on Jetty and
     *     Tomcat; on Undertow it does not
     */
    Response(boolean commitsByLength) {
      super(NO_RESPONSE);
      this.commitsByLength = commitsByLength;
    }

    void recycle() {
      headers.clear();
      declaredLength = -1;
      written = 0;
      committed = false;
    }

    private byte[] buffer() {
      byte[] made = buffer;
      if (made == null) {
        made = new byte[BUFFER_SIZE];
        buffer = made;
      }
      return made;
    }

    private void commitAtLength() {
      committed |= commitsByLength && written == declaredLength;
    }

    @Override
    public ServletOutputStream getOutputStream() {
      return stream;
    }

    @Override
    public int getBufferSize() {
      return BUFFER_SIZE;
    }

    @Override
    public void setContentLength(int length) {
      declaredLength = length;
    }

    @Override
    public void setHeader(String name, String value) {
      headers.set(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
      headers.add(name, value);
    }

    @Override
    public Collection<String> getHeaders(String name) {
      String value = headers.get(name);
      return value == null ? List.of() : List.of(value);
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
  }

  /** Header fields in the order in which they came, looked for one by one as containers do. */
  private static final class Fields {

    private final String[] names = new String[16];
    private final String[] values = new String[16];
    private int size;

    void add(String name, String value) {
      names[size] = name;
      values[size++] = value;
    }

    void set(String name, String value) {
      for (int i = 0; i < size; i++) {
        if (names[i].equalsIgnoreCase(name)) {
          values[i] = value;
          return;
        }
      }
      add(name, value);
    }

    @Nullable String get(String name) {
      for (int i = 0; i < size; i++) {
        if (names[i].equalsIgnoreCase(name)) {
          return values[i];
        }
      }
      return null;
    }

    void clear() {
      size = 0;
    }
  }
}
