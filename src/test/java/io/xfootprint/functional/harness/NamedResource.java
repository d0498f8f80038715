// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;

/** Objects of a test that a container knows by name. */
public final class NamedResource implements ObjectFactory {

  /** Their names below that of the environment. */
  static final String FOLDER = "jdbc";

  private static final Map<String, Object> VALUES = new ConcurrentHashMap<>();

  /** Creates a factory, for a container that makes what it knows. */
  public NamedResource() {}

  /** Keeps an object for the factory, under a name that nothing else has. */
  static String keep(Object value) {
    String key = Integer.toString(VALUES.size());
    VALUES.put(key, value);
    return key;
  }

  @Override
  public Object getObjectInstance(
      Object reference, Name name, Context context, Hashtable<?, ?> environment) {
    return VALUES.get(((Reference) reference).get("key").getContent().toString());
  }

  /** Binds objects for the application of this thread, where that may do so itself. */
  // The names are of this test.
  @SuppressWarnings("BanJNDI")
  static void bind(Map<String, Object> resources) {
    try {
      Context folder =
          ((Context) new InitialContext().lookup("java:comp"))
              .createSubcontext("env")
              .createSubcontext(FOLDER);
      for (var resource : resources.entrySet()) {
        folder.bind(resource.getKey(), resource.getValue());
      }
    } catch (NamingException e) {
      throw new IllegalStateException(e);
    }
  }
}
