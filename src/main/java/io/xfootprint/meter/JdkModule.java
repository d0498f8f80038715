// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.meter;

/**
 * A module of the JDK that may be missing. A run-time image may lack it, and a container's class
 * loader may hide it from an application.
 */
public enum JdkModule {
  /** Without it nothing can be measured. */
  JAVA_MANAGEMENT("java.management", "java.lang.management.ManagementFactory"),
  /** Without it the JVM counts no bytes. */
  JDK_MANAGEMENT("jdk.management", "com.sun.management.ThreadMXBean"),
  /** Without it no driver of a database works. */
  JAVA_SQL("java.sql", "java.sql.Connection"),
  /** Without it no DataSource can be looked up. */
  JAVA_NAMING("java.naming", "javax.naming.InitialContext");

  private final String module;
  private final String type;

  JdkModule(String module, String type) {
    this.module = module;
    this.type = type;
  }

  /** Returns whether our classes can use it. */
  public boolean isVisible() {
    try {
      // A type of the module, because our class loader answers for types and not for modules.
      return Class.forName(type, false, JdkModule.class.getClassLoader()) != null;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /** Returns whether the JVM has it, visible or not. */
  public boolean isInJvm() {
    return ModuleLayer.boot().findModule(module).isPresent();
  }

  /** Returns that it is missing and how to add it, as a sentence without its full stop. */
  public String missingSentence() {
    return isInJvm()
        ? ("the JVM's module %s is hidden from this application; in WildFly a file"
                + " WEB-INF/jboss-deployment-structure.xml shows it:"
                + " <jboss-deployment-structure><deployment><dependencies><module name=\"%s\"/>"
                + "</dependencies></deployment></jboss-deployment-structure>")
            .formatted(module, module)
        : ("the JVM has no module %s; a run-time image has it if it is made with"
                + " jlink --add-modules %s")
            .formatted(module, module);
  }
}
