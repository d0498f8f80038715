// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletStackTraces;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/** Undertow. */
final class UndertowContainer implements Container {

  private static final int PRIORITY = 50;

  private final Undertow undertow;
  private final DeploymentManager deployment;

  private UndertowContainer(Undertow undertow, DeploymentManager deployment) {
    this.undertow = undertow;
    this.deployment = deployment;
  }

  static Container start(Site site) throws Exception {
    DeploymentManager deployment = Servlets.newContainer().addDeployment(deploymentOf(site));
    deployment.deploy();
    HttpHandler handler = deployment.start();
    Undertow undertow =
        Undertow.builder()
            .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
            .setServerOption(UndertowOptions.ENABLE_HTTP2, site.isHttp2())
            .setHandler(site.isGzip() ? compressed(handler) : handler)
            .build();
    undertow.start();
    return new UndertowContainer(undertow, deployment);
  }

  private static DeploymentInfo deploymentOf(Site site) {
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(Site.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("site")
            .setResourceManager(new PathResourceManager(site.folder()))
            // Stack traces name the filters.
            .setServletStackTraces(ServletStackTraces.NONE)
            .addServletContainerInitializer(
                new ServletContainerInitializerInfo(
                    Site.class, new ImmediateInstanceFactory<>(site), Set.of()));
    if (site.errorPage() != null) {
      deployment.addErrorPage(Servlets.errorPage(site.errorPage()));
    }
    return deployment;
  }

  private static HttpHandler compressed(HttpHandler handler) {
    return new EncodingHandler(
        handler,
        new ContentEncodingRepository()
            .addEncodingHandler("gzip", new GzipEncodingProvider(), PRIORITY));
  }

  @Override
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  public void close() throws Exception {
    undertow.stop();
    deployment.stop();
    deployment.undeploy();
  }
}
