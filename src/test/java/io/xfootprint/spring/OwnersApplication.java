// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.task.TaskDecorator;
import org.springframework.core.task.support.ContextPropagatingTaskDecorator;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** A Spring Boot application with the filter, as README and the page on threads say. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(OwnersController.class)
class OwnersApplication {

  @Bean
  FilterRegistrationBean<FootprintFilter> footprint() {
    var registration = new FilterRegistrationBean<>(new FootprintFilter());
    registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    registration.addInitParameter("header.digits", "0");
    registration.addInitParameter("log.interval", "1h");
    return registration;
  }

  @Bean
  TaskDecorator taskDecorator() {
    return new ContextPropagatingTaskDecorator();
  }

  @Bean
  RouterFunction<ServerResponse> functions() {
    return RouterFunctions.route()
        .GET(
            "/functions/{id}",
            request -> ServerResponse.ok().body("owner " + request.pathVariable("id")))
        .build();
  }
}
