// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import io.xfootprint.bench.FloorFilter;
import io.xfootprint.functional.harness.Site;
import io.xfootprint.servlet.FootprintFilter;
import jakarta.servlet.Filter;
import java.util.Locale;
import java.util.Map;

/** Which filter stands before the servlets. */
enum LoadVariant {
  BARE,
  FLOOR,
  OURS,
  JAVAMELODY,
  MICROMETER,
  DROPWIZARD;

  /** It would look for newer versions of itself on the network, and for the name of the host. */
  private static final Map<String, String> STAY_AT_HOME =
      Map.of("update-check-disabled", "true", "dns-lookups-disabled", "true");

  Site before(Site site) throws ReflectiveOperationException {
    return switch (this) {
      case BARE -> site;
      case FLOOR -> site.filter(new FloorFilter(false));
      case OURS -> site.filter(new FootprintFilter());
      case JAVAMELODY -> site.filter(load("net.bull.javamelody.MonitoringFilter"), STAY_AT_HOME, 1);
      case MICROMETER -> site.filter(load("io.xfootprint.bench.load.MicrometerFilter"));
      case DROPWIZARD -> site.filter(load("io.xfootprint.bench.load.DropwizardFilter"));
    };
  }

  static LoadVariant named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** By name, as the build of the tests has none of these libraries. */
  private static Filter load(String filter) throws ReflectiveOperationException {
    return Class.forName(filter).asSubclass(Filter.class).getDeclaredConstructor().newInstance();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
