// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import org.eclipse.jetty.ee11.servlet.DefaultServlet;
import org.eclipse.jetty.ee11.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;

/** A {@link Site} for Jetty's ee11. */
final class Ee11Context {

  private Ee11Context() {}

  static Handler of(Site site) {
    ServletContextHandler context =
        new ServletContextHandler(
            site.hasSessions()
                ? ServletContextHandler.SESSIONS
                : ServletContextHandler.NO_SESSIONS);
    context.setContextPath(site.contextPath());
    context.setClassLoader(site.loader());
    context.setCrossContextDispatchSupported(true);
    context.setBaseResourceAsPath(site.folder());
    context.addServlet(new ServletHolder("default", DefaultServlet.class), "/");
    if (!site.resources().isEmpty()) {
      context.addServletContainerInitializer(
          (classes, unused) -> NamedResource.bind(site.resources()));
    }
    context.addServletContainerInitializer(site);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    // Stack traces name the filters.
    errors.setShowStacks(false);
    if (site.errorPage() != null) {
      errors.addErrorPage(400, 599, site.errorPage());
    }
    context.setErrorHandler(errors);
    return context;
  }
}
