// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import java.net.InetAddress;
import org.eclipse.jetty.compression.gzip.GzipCompression;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Jetty, around a context of any version of the servlet API. */
final class JettyContainer implements Container {

  private final Server server = new Server();
  private final ServerConnector connector;

  private JettyContainer(boolean http2) {
    HttpConfiguration configuration = new HttpConfiguration();
    HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
    connector =
        http2
            ? new ServerConnector(server, http1, new HTTP2CServerConnectionFactory(configuration))
            : new ServerConnector(server, http1);
  }

  static Container start(Handler context, Site site) throws Exception {
    JettyContainer jetty = new JettyContainer(site.isHttp2());
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
