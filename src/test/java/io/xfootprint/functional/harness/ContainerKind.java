// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.util.Locale;

/**
 * The containers that the same tests run on, each in a JVM of its own.
 *
 * <p>All launchers are compiled together, yet only one container is on the class path of a run.
 */
public enum ContainerKind {
  JETTY_EE9("5.0"),
  JETTY_EE10("6.0"),
  JETTY_EE11("6.1"),
  TOMCAT10("6.0"),
  TOMCAT11("6.1"),
  UNDERTOW("6.0");

  private static final String PROPERTY = "container";

  private final String servletVersion;

  ContainerKind(String servletVersion) {
    this.servletVersion = servletVersion;
  }

  /** Returns the one that this JVM is for, which the build names in a system property. */
  public static ContainerKind ofThisRun() {
    return valueOf(nameOfThisRun().toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static String nameOfThisRun() {
    return System.getProperty(PROPERTY, "jetty-ee10");
  }

  /** Returns the option by which another JVM is for the same one. */
  static String option() {
    return "-D" + PROPERTY + "=" + nameOfThisRun();
  }

  /** The version of the servlet API that the container comes with. */
  public String servletVersion() {
    return servletVersion;
  }

  /** Tells whether requests can be served on virtual threads. */
  public boolean hasVirtualThreads() {
    return this != UNDERTOW;
  }

  /** Tells whether applications can look names up. */
  public boolean hasNaming() {
    return this != UNDERTOW;
  }

  public Container start(Site site) throws Exception {
    return switch (this) {
      case JETTY_EE9 -> JettyContainer.start(Ee9Context::of, site);
      case JETTY_EE10 -> JettyContainer.start(Ee10Context::of, site);
      case JETTY_EE11 -> JettyContainer.start(Ee11Context::of, site);
      case TOMCAT10, TOMCAT11 -> TomcatContainer.start(site);
      case UNDERTOW -> UndertowContainer.start(site);
    };
  }
}
