// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.xfootprint.jaxrs.FootprintRoutes;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configurable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has Jersey's resources name their routes. Jersey's {@code ResourceConfig} is both an application
 * of JAX-RS and configurable; Boot's own way to change it has moved between its versions.
 */
final class JerseyRoutes implements BeanPostProcessor {

  private static final Logger log = LoggerFactory.getLogger(JerseyRoutes.class);

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof Application && bean instanceof Configurable<?> config) {
      try {
        config.register(FootprintRoutes.class);
      } catch (RuntimeException e) {
        log.warn("Jersey's resources do not name their routes; the filter names them", e);
      }
    }
    return bean;
  }
}
