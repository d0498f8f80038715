// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes requests that come straight from this machine. In doubt the answer is no: a report
 * that is shown to the wrong people is worse than one that needs another setting.
 */
final class SameMachine {

  /** What proxies and networks of caches add to requests, in small letters. */
  private static final Pattern OF_PROXIES =
      Pattern.compile(
          "x-forwarded.*|forwarded|via|x-original-.*|x-rewrite-.*|(x-)?proxy-.*|x-.*-?proxy"
              + "|x-proxyuser-.*|x-envoy-.*|x-azure-.*|x-arr-.*|x-amz.*|x-cloud-trace-.*|x-varnish"
              + "|x-request-(id|start)|x-(url-)?scheme|x-host|max-forwards|front-end-https"
              + "|surrogate-.*|cdn-.*|cf-.*|fastly-.*|fly-.*|true-client.*|\\$ws.*"
              + "|(.*-)?(real|client|connecting|remote|source)-?(ip|addr|address)");

  /** An address, with or without a port, or some of them; no version in a client hint is bare. */
  private static final Pattern WITH_ADDRESS =
      Pattern.compile(
          "(.*,)?\\s*([0-9]{1,3}(\\.[0-9]{1,3}){3}(:[0-9]+)?"
              + "|\\[?[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*(%[^,]*)?(](:[0-9]+)?)?)\\s*(,.*)?");

  /**
   * Where containers say that the address is not that of the connection: Tomcat's valve and filter
   * for proxies, which also take the header away, and Jetty's reader of the PROXY protocol.
   */
  private static final List<String> REPLACED =
      List.of("org.apache.tomcat.request.forwarded", "org.eclipse.jetty.proxy.remote.address");

  private static final Pattern LOOPBACK_4 =
      Pattern.compile("127(\\.(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])){3}");
  private static final Pattern LIKE_6 =
      Pattern.compile("[0-9a-fA-F:][0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private SameMachine() {}

  /**
   * Looks at both ends of the connection, at what proxies add, and at the name: a page of another
   * site can have its own name point to this machine, and would read the report in its visitor's
   * browser. Proxies that add nothing speak HTTP/1.0, and browsers do not.
   */
  static boolean hasSent(HttpServletRequest wrapped) {
    HttpServletRequest request = ofContainer(wrapped);
    String host = request.getHeader("Host");
    return REPLACED.stream().allMatch(name -> request.getAttribute(name) == null)
        && isLoopback(request.getRemoteAddr())
        // A private peer may have had only its own address replaced.
        && isLoopback(request.getLocalAddr())
        && Collections.list(request.getHeaderNames()).stream()
            .noneMatch(name -> isOfProxy(request, name))
        && !request.getProtocol().equals("HTTP/1.0")
        && isNameOfThisMachine(request.getServerName())
        // The server's name may be configured, or come from a proxy: the header must agree.
        && (host == null || isNameOfThisMachine(host.replaceFirst(":[0-9]*$", "")));
  }

  /** Filters hide what proxies add, and replace the address with the one that a proxy names. */
  private static HttpServletRequest ofContainer(HttpServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner instanceof HttpServletRequest found ? found : request;
  }

  private static boolean isOfProxy(HttpServletRequest request, String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    // The name of the header may be one that only proxy and container know.
    return OF_PROXIES.matcher(lower).matches()
        || (!lower.equals("host")
            && Collections.list(request.getHeaders(name)).stream()
                .anyMatch(value -> WITH_ADDRESS.matcher(value).matches()));
  }

  private static boolean isNameOfThisMachine(@Nullable String name) {
    return "localhost".equalsIgnoreCase(name) || isLoopback(name);
  }

  /** Returns whether this is an address of this machine. No name is looked up on the network. */
  private static boolean isLoopback(@Nullable String address) {
    if (address == null) {
      return false;
    }
    String bare = address.replaceAll("^\\[|\\]$|%.*$", "");
    if (LOOPBACK_4.matcher(bare).matches()) {
      return true;
    }
    try {
      return LIKE_6.matcher(bare).matches() && InetAddress.getByName(bare).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
