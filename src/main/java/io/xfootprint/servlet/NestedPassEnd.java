// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.servlet;

/**
 * The agreement between two applications that have a jar of this library each, when a request of
 * one is forwarded to the other. Their class loaders share no type but the JDK's.
 *
 * <pre>{@code
 * shop.war/WEB-INF/lib/x-footprint.jar            cart.war/WEB-INF/lib/x-footprint.jar
 * FootprintFilter -> Exchange in ATTRIBUTE  ----> FootprintFilter finds a Runnable in ATTRIBUTE,
 *   measures its pass and that of cart.war        measures nothing, and runs it at the end
 * }</pre>
 */
interface NestedPassEnd extends Runnable {

  /**
   * Request attribute of the exchange, under one name in every jar. Patterns of access logs have
   * the name too, as the attribute's text is what the request cost.
   */
  String ATTRIBUTE = "io.xfootprint.cost";

  /** Ends a nested pass, which is not an include: the container may send the answer next. */
  @Override
  void run();
}
