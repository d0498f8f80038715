// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import io.xfootprint.functional.harness.Setup;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Registers all handlers with the server that an application is deployed to, as {@link Setup} does
 * with a launcher.
 */
public final class ServerHandlers implements ServletContextListener {

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    // Read now: a server may serve the files of the next application before it starts that.
    String mark = mark(context);
    Map<String, Handler> all = new HashMap<>(SyncHandlers.all());
    all.putAll(AsyncHandlers.all());
    all.putAll(TrailerHandlers.all());
    all.put("mark", (request, response) -> SyncHandlers.writer(response).print(mark));
    ServletRegistration.Dynamic servlet =
        context.addServlet("handlers", new HandlerServlet(HandlerServlet.byName(all)));
    servlet.setAsyncSupported(true);
    servlet.addMapping("/t/*");
    // Before those of web.xml.
    add(context, "gate", new ReturnGate(), EnumSet.of(DispatcherType.REQUEST));
    if (context.getInitParameter("wrapper") != null) {
      add(context, "wrapper", PassThroughFilter.ofResponses(), EnumSet.allOf(DispatcherType.class));
    }
  }

  private static void add(
      ServletContext context, String name, Filter filter, EnumSet<DispatcherType> passes) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(passes, false, "/*");
  }

  private static String mark(ServletContext context) {
    try (InputStream file = context.getResourceAsStream("/mark.txt")) {
      return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
