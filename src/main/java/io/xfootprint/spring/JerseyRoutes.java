// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.xfootprint.jaxrs.FootprintRoutes;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configurable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has Jersey's resources name their routes. Jersey's {@code ResourceConfig} is both an application
 * of JAX-RS and configurable; Boot's own way to change it has moved between its versions.
 */
final class JerseyRoutes implements BeanPostProcessor {

  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof Application && bean instanceof Configurable<?> config) {
      config.register(FootprintRoutes.class);
    }
    return bean;
  }
}
