// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.header;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.settings.Expose;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeaderPolicyTest {

  private static boolean allows(HeaderPolicy policy, @Nullable String key) {
    return policy.allows(
        (HttpServletRequest)
            Proxy.newProxyInstance(
                HeaderPolicyTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, called, arguments) -> {
                  assertEquals("getHeader", called.getName());
                  return HeaderPolicy.KEY_HEADER.equals(arguments[0]) ? key : null;
                }));
  }

  @Test
  void showsTheCostToThoseWithTheSecret() {
    HeaderPolicy policy = new HeaderPolicy(Expose.TRUSTED, "open sesame");
    assertTrue(allows(policy, "open sesame"));
    assertFalse(allows(policy, "open"));
    assertFalse(allows(policy, ""));
    assertFalse(allows(policy, null));
    assertTrue(policy.exposesAny());
    assertTrue(policy.varies());
  }

  @Test
  void showsTheCostToAllOrToNoneWithoutLookingAtTheKey() {
    HeaderPolicy all = new HeaderPolicy(Expose.ALWAYS, "");
    assertTrue(allows(all, null));
    assertFalse(all.varies());
    HeaderPolicy none = new HeaderPolicy(Expose.NEVER, "");
    assertFalse(allows(none, ""));
    assertFalse(none.exposesAny());
    assertFalse(none.varies());
  }
}
