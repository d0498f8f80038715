// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the shop when the application starts. */
public final class ShopListener implements ServletContextListener {
  private static final Logger log = LoggerFactory.getLogger(ShopListener.class);

  @Override
  public void contextInitialized(ServletContextEvent event) {
    Shop.open(event.getServletContext());
    boolean hasMetrics = Boolean.getBoolean("demo.metrics");
    if (hasMetrics) {
      MetricsServlet.addTo(event.getServletContext());
    }
    // A web application is not told its port, so whoever starts the demo passes it on.
    String port = System.getProperty("demo.port");
    if (port != null) {
      String address = "http://localhost:" + port + event.getServletContext().getContextPath();
      log.info("Shop: {}/   try: curl -i {}/orders/1001", address, address);
      if (hasMetrics) {
        log.info("Metrics: {}/metrics", address);
      }
    }
  }
}
