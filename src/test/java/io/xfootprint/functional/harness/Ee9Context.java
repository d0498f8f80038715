// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import org.eclipse.jetty.ee9.servlet.DefaultServlet;
import org.eclipse.jetty.ee9.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.eclipse.jetty.ee9.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;

/** A {@link Site} for Jetty's ee9. */
final class Ee9Context {

  private Ee9Context() {}

  static Handler of(Site site) {
    ServletContextHandler context =
        new ServletContextHandler(
            site.hasSessions()
                ? ServletContextHandler.SESSIONS
                : ServletContextHandler.NO_SESSIONS);
    context.setContextPath(site.contextPath());
    context.setClassLoader(site.loader());
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
    return context.get();
  }
}
