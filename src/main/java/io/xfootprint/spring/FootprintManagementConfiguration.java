// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.xfootprint.FootprintMonitor;
import io.xfootprint.reading.ApplicationMonitor;
import io.xfootprint.reading.MonitorListener;
import io.xfootprint.report.FootprintServlet;
import io.xfootprint.store.StoredTotals;
import jakarta.servlet.ServletContext;
import java.util.Objects;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.web.context.WebApplicationContext;

/**
 * Maps the report page to {@code /footprint/*} of the actuator's port, where {@code report.access}
 * opens it.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("footprint.enabled")
@Conditional(OnOpenReport.class)
final class FootprintManagementConfiguration {

  @Bean
  ServletRegistrationBean<FootprintServlet> footprintReport() {
    var registration = new ServletRegistrationBean<>(new FootprintServlet(), "/footprint/*");
    registration.setName("footprint-report");
    return registration;
  }

  /**
   * Hands over what the page needs, as on a port of its own the actuator has a servlet context of
   * its own, and the filter runs in that of the application.
   */
  @Bean
  ServletContextInitializer footprintHandover(WebApplicationContext own) {
    return management -> {
      if (own.getParent() instanceof WebApplicationContext application) {
        ServletContext measured = Objects.requireNonNull(application.getServletContext());
        ApplicationMonitor.listen(measured, new Handover(measured, management));
      }
    };
  }

  private record Handover(ServletContext from, ServletContext to) implements MonitorListener {

    @Override
    public void started(FootprintMonitor monitor) {
      to.setAttribute(StoredTotals.ATTRIBUTE, from.getAttribute(StoredTotals.ATTRIBUTE));
      to.setAttribute(FootprintMonitor.ATTRIBUTE, monitor);
    }

    @Override
    public void stopped() {
      to.removeAttribute(FootprintMonitor.ATTRIBUTE);
      to.removeAttribute(StoredTotals.ATTRIBUTE);
    }
  }
}
