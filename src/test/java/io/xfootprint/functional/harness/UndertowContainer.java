// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.server.handlers.ProxyPeerAddressHandler;
import io.undertow.server.handlers.accesslog.AccessLogHandler;
import io.undertow.server.handlers.encoding.ContentEncodingRepository;
import io.undertow.server.handlers.encoding.EncodingHandler;
import io.undertow.server.handlers.encoding.GzipEncodingProvider;
import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.servlet.api.ServletContainer;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletStackTraces;
import io.undertow.servlet.util.ImmediateInstanceFactory;
import io.xfootprint.functional.handlers.ReturnGate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** Undertow. */
final class UndertowContainer implements Container {

  private static final int PRIORITY = 50;
  private static final int WORKERS = 16;

  private final ServletContainer container = Servlets.newContainer();
  private final PathHandler contexts = new PathHandler();
  private final Undertow undertow;
  private final AutoCloseable first;

  private UndertowContainer(Site site) throws Exception {
    first = deploy(site);
    undertow =
        Undertow.builder()
            .setWorkerThreads(WORKERS)
            .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
            .setServerOption(UndertowOptions.ENABLE_HTTP2, site.isHttp2())
            .setHandler(handler(site))
            .build();
    undertow.start();
    startWorkers();
  }

  private HttpHandler handler(Site site) {
    HttpHandler handler = site.isGzip() ? compressed(contexts) : contexts;
    if (site.accessLog() != null) {
      handler =
          new AccessLogHandler(
              handler,
              site.accessLog()::write,
              site.accessLog().pattern(),
              UndertowContainer.class.getClassLoader());
    }
    return site.proxyHeader() == null ? handler : new ProxyPeerAddressHandler(handler);
  }

  /**
   * Undertow makes threads when they are needed, with the context class loader of then: one that is
   * made while a request starts work keeps its application for as long as it lives.
   */
  private void startWorkers() {
    CountDownLatch running = new CountDownLatch(WORKERS);
    for (int i = 0; i < WORKERS; i++) {
      undertow
          .getWorker()
          .execute(
              () -> {
                running.countDown();
                ReturnGate.await(running);
              });
    }
    ReturnGate.await(running);
  }

  static Container start(Site site) throws Exception {
    return new UndertowContainer(site);
  }

  @Override
  public AutoCloseable deploy(Site site) throws Exception {
    DeploymentInfo info = deploymentOf(site);
    DeploymentManager deployment = container.addDeployment(info);
    deployment.deploy();
    contexts.addPrefixPath(site.contextPath(), deployment.start());
    return () -> {
      contexts.removePrefixPath(site.contextPath());
      deployment.stop();
      deployment.undeploy();
      container.removeDeployment(info);
      // It watches its folder on a thread of its own.
      info.getResourceManager().close();
    };
  }

  private static DeploymentInfo deploymentOf(Site site) {
    DeploymentInfo deployment =
        Servlets.deployment()
            .setClassLoader(site.loader())
            .setContextPath(site.contextPath())
            .setDeploymentName(site.contextPath())
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
    first.close();
  }
}
