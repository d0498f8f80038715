// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import java.net.InetAddress;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, around a context of any version of the servlet API. */
final class JettyContainer implements Container {

  private final Server server;
  private final ServerConnector connector;

  private JettyContainer(Site site) {
    QueuedThreadPool threads = new QueuedThreadPool();
    if (site.isOnVirtualThreads()) {
      threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
    }
    server = new Server(threads);
    connector = new ServerConnector(server);
  }

  static Container start(Handler context, Site site) throws Exception {
    JettyContainer jetty = new JettyContainer(site);
    jetty.connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    jetty.server.addConnector(jetty.connector);
    jetty.server.setHandler(site.isGzip() ? compressed(context) : context);
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
  public void close() throws Exception {
    server.stop();
  }
}
