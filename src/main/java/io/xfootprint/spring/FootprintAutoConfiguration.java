// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.xfootprint.micrometer.FootprintMetrics;
import io.xfootprint.report.ReportForms;
import io.xfootprint.servlet.ApplicationProperties;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Registers the filter in a Spring Boot application that sets {@code footprint.enabled=true}, and
 * gives its totals to the libraries that the application has.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnProperty("footprint.enabled")
final class FootprintAutoConfiguration {

  /** First of all filters, so that the work of the others is measured too. */
  @Bean
  @ConditionalOnMissingBean(
      value = FootprintFilter.class,
      parameterizedContainer = FilterRegistrationBean.class)
  FilterRegistrationBean<FootprintFilter> footprint(ConfigurableEnvironment environment) {
    var registration = new Registration(EnvironmentSettings.read(environment));
    registration.setName("footprint");
    registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** Hands the settings over when the filter is registered, which is before it starts. */
  private static final class Registration extends FilterRegistrationBean<FootprintFilter> {

    private final Map<String, String> settings;

    private Registration(Map<String, String> settings) {
      super(new FootprintFilter());
      this.settings = settings;
    }

    @Override
    protected FilterRegistration.@Nullable Dynamic addRegistration(
        String description, ServletContext context) {
      ApplicationProperties.set(context, settings);
      return super.addRegistration(description, context);
    }
  }

  /** Boot binds it to each registry that it has. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
  static class Metrics {

    @Bean
    @ConditionalOnMissingBean
    FootprintMetrics footprintMetrics(ServletContext context) {
      return new FootprintMetrics(context);
    }
  }

  /** Boot adds it to its registry of observations. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty(name = "footprint.spans", matchIfMissing = true)
  @ConditionalOnClass(
      name = {
        "io.micrometer.observation.ObservationFilter",
        "org.springframework.http.server.observation.ServerRequestObservationContext"
      })
  static class Observations {

    @Bean
    FootprintObservationFilter footprintObservationFilter() {
      return new FootprintObservationFilter();
    }
  }

  /** Boot adds it to its registry of observations. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name = {
        "io.micrometer.observation.ObservationHandler",
        "org.springframework.http.client.observation.ClientRequestObservationContext"
      })
  static class Upstream {

    @Bean
    UpstreamObservationHandler footprintUpstreamObservationHandler() {
      return new UpstreamObservationHandler();
    }
  }

  /** Jersey names no route by itself, as Spring MVC does. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "jakarta.ws.rs.container.DynamicFeature")
  static class Jersey {

    /** Static, as it is needed before other beans are made. */
    @Bean
    static JerseyRoutes footprintJerseyRoutes() {
      return new JerseyRoutes();
    }
  }

  /** Over HTTP it is exposed only where the application names it. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(
      name =
          "org.springframework.boot.actuate.autoconfigure.endpoint.condition"
              + ".ConditionalOnAvailableEndpoint")
  static class Actuator {

    @Bean
    @ConditionalOnAvailableEndpoint(endpoint = FootprintEndpoint.class)
    FootprintEndpoint footprintEndpoint(ServletContext context) {
      return new FootprintEndpoint(new ReportForms(context));
    }
  }
}
