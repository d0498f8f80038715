// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import jakarta.servlet.Filter;
import java.io.CharArrayWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.filters.RemoteIpFilter;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.AbstractAccessLogValve;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.ContextResource;
import org.apache.tomcat.util.descriptor.web.ErrorPage;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

/** Tomcat, by what its versions 10.1 and 11 have in common. */
public final class TomcatContainer implements Container {

  /**
   * Tomcat reports each exception that a test throws on purpose; held, or it would be forgotten.
   */
  private static final Logger LOG = Logger.getLogger("org.apache");

  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector();

  private TomcatContainer() {}

  static Container start(Site site) throws Exception {
    LOG.setUseParentHandlers(false);
    TomcatContainer container = new TomcatContainer();
    Tomcat tomcat = container.tomcat;
    Path work = Files.createTempDirectory(site.folder(), "tomcat");
    tomcat.setBaseDir(work.toString());
    container.connect(site);
    // Stack traces name the filters.
    ErrorReportValve errors = new ErrorReportValve();
    errors.setShowReport(false);
    tomcat.getHost().getPipeline().addValve(errors);
    if (site.proxyHeader() != null) {
      RemoteIpValve proxies = new RemoteIpValve();
      proxies.setRemoteIpHeader(site.proxyHeader());
      tomcat.getHost().getPipeline().addValve(proxies);
    }
    if (site.accessLog() != null) {
      tomcat.getHost().getPipeline().addValve(valve(site.accessLog()));
    }
    if (!site.resources().isEmpty()) {
      tomcat.enableNaming();
    }
    addContext(tomcat, site);
    tomcat.start();
    return container;
  }

  /** Returns the valve of access logs, which writes to no file. */
  private static Valve valve(AccessLog log) {
    AbstractAccessLogValve valve =
        new AbstractAccessLogValve() {
          @Override
          protected void log(CharArrayWriter message) {
            log.write(message.toString());
          }
        };
    valve.setPattern(log.pattern());
    return valve;
  }

  /** Returns what does the same as the valve for one application. */
  public static Filter ofProxies() {
    return new RemoteIpFilter();
  }

  private void connect(Site site) {
    connector.setPort(0);
    connector.setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
    connector.setProperty("compression", site.isGzip() ? "on" : "off");
    // Not the default of 100: a race goes on for longer on one connection.
    connector.setProperty("maxKeepAliveRequests", "-1");
    // A thread that is made in a call of an application keeps its classes; the default of 10 was
    // too few for RedeployIT on a busy machine.
    connector.setProperty("minSpareThreads", "32");
    if (site.reusesObjects()) {
      connector.setDiscardFacades(false);
    }
    if (site.isOnVirtualThreads()) {
      connector.getProtocolHandler().setExecutor(new VirtualThreadExecutor("virtual-"));
    }
    if (site.isHttp2()) {
      connector.addUpgradeProtocol(new Http2Protocol());
    }
    tomcat.setConnector(connector);
  }

  private static Context addContext(Tomcat tomcat, Site site) {
    StandardContext context = new StandardContext();
    context.setName(site.contextPath());
    context.setPath(site.contextPath().equals("/") ? "" : site.contextPath());
    context.setDocBase(site.folder().toString());
    context.setParentClassLoader(site.loader());
    context.setCrossContext(true);
    context.addLifecycleListener(new Tomcat.FixContextListener());
    Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/");
    context.addMimeMapping("txt", "text/plain");
    context.addServletContainerInitializer(site, Set.of());
    if (site.errorPage() != null) {
      ErrorPage page = new ErrorPage();
      page.setLocation(site.errorPage());
      context.addErrorPage(page);
    }
    site.resources()
        .forEach(
            (name, value) -> {
              ContextResource resource = new ContextResource();
              resource.setName(NamedResource.FOLDER + "/" + name);
              resource.setType(value.getClass().getName());
              resource.setProperty("factory", NamedResource.class.getName());
              resource.setProperty("key", NamedResource.keep(value));
              context.getNamingResources().addResource(resource);
            });
    // Last, for a host that runs starts what it is given.
    tomcat.getHost().addChild(context);
    return context;
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public AutoCloseable deploy(Site site) {
    Context context = addContext(tomcat, site);
    return () -> tomcat.getHost().removeChild(context);
  }

  @Override
  public void close() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }
}
