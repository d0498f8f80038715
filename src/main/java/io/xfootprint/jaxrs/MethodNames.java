// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names that requests of one resource method have: one, where it is not reached by several
 * mappings or locators.
 *
 * <p>A name that was found is kept, so annotations are not read for each request. Safe for use by
 * many threads; one that loses a race finds a name once more.
 */
final class MethodNames {

  /** Names that are kept; a request that would have one more is named by its servlet's mapping. */
  static final int MAX_NAMES = 16;

  private static final Logger log = LoggerFactory.getLogger(MethodNames.class);

  private final ResourceMethod method;
  private volatile Known[] known = {};

  MethodNames(ResourceMethod method) {
    this.method = method;
  }

  /**
   * A name, and the requests that have it.
   *
   * @param base path of their base URI, as clients wrote it
   * @param chain classes of the resources that were asked, from the root on
   * @param name null if it is not known
   */
  private record Known(String base, List<Class<?>> chain, @Nullable String name) {

    /**
     * Returns whether these are the resources, which JAX-RS lists from the last one to the root.
     */
    boolean isOf(List<Object> resources) {
      int size = resources.size();
      if (size != chain.size()) {
        return false;
      }
      // A single one is of the method's own class.
      for (int i = 0; size > 1 && i < size; i++) {
        if (resources.get(i).getClass() != chain.get(size - 1 - i)) {
          return false;
        }
      }
      return true;
    }

    boolean isNamed(@Nullable String other) {
      return name == null ? other == null : name.equals(other);
    }
  }

  /** Returns the name of a request, or null if it is not known. */
  @Nullable String of(UriInfo uri, Mount mount) {
    if (mount == Mount.NOWHERE) {
      return null;
    }
    List<Object> resources = uri.getMatchedResources();
    for (Known each : known) {
      if (each.isOf(resources)
          && (mount.isSingle() || each.base.equals(uri.getBaseUri().getRawPath()))) {
        return each.name;
      }
    }
    return find(uri.getBaseUri(), mount, resources);
  }

  private @Nullable String find(URI base, Mount mount, List<Object> resources) {
    String path = mount.path(base);
    if (path == null || known.length == MAX_NAMES) {
      return null;
    }
    List<Class<?>> chain = new ArrayList<>();
    for (Object each : resources) {
      chain.add(0, each.getClass());
    }
    String name = nameBelow(path, chain);
    keep(new Known(base.getRawPath(), chain, name), resources);
    return name;
  }

  private @Nullable String nameBelow(String path, List<Class<?>> chain) {
    try {
      String template = method.template(chain);
      return template == null ? null : PathTemplate.join(path, template);
    } catch (RuntimeException | LinkageError e) {
      // Reflection meets types that cannot be loaded. Said once for each name that is kept.
      log.warn("{} is named by its servlet's mapping alone ({})", chain, e.toString());
      return null;
    }
  }

  /** Keeps a name, in place of the same one with another spelling of the base URI. */
  private void keep(Known found, List<Object> resources) {
    Known[] before = known;
    int index = 0;
    while (index < before.length
        && !(before[index].isOf(resources) && before[index].isNamed(found.name))) {
      index++;
    }
    Known[] after = Arrays.copyOf(before, Math.max(before.length, index + 1));
    after[index] = found;
    known = after;
  }
}
