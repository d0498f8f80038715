// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.net.InetAddress;
import java.util.function.Function;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, around a context of any version of the servlet API. */
final class JettyContainer implements Container {

  private final Server server;
  private final ServerConnector connector;

  private final ContextHandlerCollection contexts = new ContextHandlerCollection();
  private final Function<Site, Handler> contextOf;

  private JettyContainer(Function<Site, Handler> contextOf, Site site) {
    this.contextOf = contextOf;
    QueuedThreadPool threads = new QueuedThreadPool();
    if (site.isOnVirtualThreads()) {
      threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    }
    server = new Server(threads);
    HttpConfiguration configuration = new HttpConfiguration();
    if (site.proxyHeader() != null) {
      ForwardedRequestCustomizer proxies = new ForwardedRequestCustomizer();
      proxies.setForwardedForHeader(site.proxyHeader());
      configuration.addCustomizer(proxies);
    }
    if (site.accessLog() != null) {
      server.setRequestLog(
          new CustomRequestLog(site.accessLog()::write, site.accessLog().pattern()));
    }
    HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
    connector =
        site.isHttp2()
            ? new ServerConnector(server, http1, new HTTP2CServerConnectionFactory(configuration))
            : new ServerConnector(server, http1);
  }

  static Container start(Function<Site, Handler> contextOf, Site site) throws Exception {
    JettyContainer jetty = new JettyContainer(contextOf, site);
    jetty.connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    jetty.server.addConnector(jetty.connector);
    jetty.contexts.addHandler(contextOf.apply(site));
    jetty.server.setHandler(site.isGzip() ? compressed(jetty.contexts) : jetty.contexts);
    jetty.server.start();
    return jetty;
  }

  private static Handler compressed(Handler context) {
    CompressionHandler compressed = new CompressionHandler(context);
    compressed.putCompression(new GzipCompression());
    return compressed;
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public AutoCloseable deploy(Site site) throws Exception {
    Handler context = contextOf.apply(site);
    contexts.addHandler(context);
    context.start();
    return () -> {
      context.stop();
      contexts.removeHandler(context);
    };
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }
}
