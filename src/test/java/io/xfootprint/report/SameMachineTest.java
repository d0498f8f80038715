// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SameMachineTest {

  private final Map<String, @Nullable Object> answers = new HashMap<>();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Object> attributes = new HashMap<>();

  SameMachineTest() {
    answers.put("getProtocol", "HTTP/1.1");
    answers.put("getRemoteAddr", "127.0.0.1");
    answers.put("getLocalAddr", "127.0.0.1");
    answers.put("getServerName", "localhost");
    // What Chromium and curl send.
    headers.put("Host", "localhost:8080");
    headers.put("User-Agent", "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36");
    headers.put("Accept", "text/html,*/*;q=0.8");
    headers.put("Accept-Encoding", "gzip, deflate, br, zstd");
    headers.put("Accept-Language", "en-US,en;q=0.9,de;q=0.8");
    headers.put("Cache-Control", "max-age=0");
    headers.put("Connection", "keep-alive");
    headers.put("Cookie", "address=127.0.0.1; JSESSIONID=1");
    headers.put("DNT", "1");
    headers.put("Device-Memory", "8");
    headers.put("Downlink", "1.5");
    headers.put("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT");
    headers.put("If-None-Match", "\"x\"");
    headers.put("Referer", "http://127.0.0.1:8080/");
    headers.put("Sec-CH-UA", "\"Chromium\";v=\"156\", \"Not.A/Brand\";v=\"24\"");
    headers.put("Sec-CH-UA-Full-Version", "\"156.0.0.0\"");
    headers.put("Sec-Fetch-Site", "none");
    headers.put("TE", "trailers");
    headers.put("Upgrade-Insecure-Requests", "1");
    headers.put("X-Requested-With", "XMLHttpRequest");
  }

  private boolean isSent() {
    return SameMachine.hasSent(
        (HttpServletRequest)
            Proxy.newProxyInstance(
                SameMachineTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "getHeaderNames" -> Collections.enumeration(headers.keySet());
                      case "getHeader" -> headers.get(arguments[0]);
                      case "getHeaders" ->
                          headers.containsKey(arguments[0])
                              ? Collections.enumeration(List.of(headers.get(arguments[0])))
                              : Collections.emptyEnumeration();
                      case "getAttribute" -> attributes.get(arguments[0]);
                      default -> answers.get(method.getName());
                    }));
  }

  @Test
  void isBelievedOfABrowserHere() {
    assertTrue(isSent());
    headers.remove("Host");
    answers.put("getProtocol", "HTTP/2.0");
    assertTrue(isSent(), "HTTP/2 has no Host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1.2.3",
        "::1",
        "[::1]",
        "0:0:0:0:0:0:0:1",
        "::ffff:127.0.0.1",
        "0:0:0:0:0:0:0:1%0"
      })
  void knowsEveryAddressOfThisMachine(String address) {
    answers.put("getRemoteAddr", address);
    answers.put("getLocalAddr", address);
    answers.put("getServerName", address);
    headers.put(
        "Host",
        address.startsWith("[") || !address.contains(":") ? address + ":80" : "[" + address + "]");
    assertTrue(isSent());
  }

  /** Behind a valve that has replaced the other end's address, this end still is what it was. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "192.168.0.1",
        "fe80::1",
        "0.0.0.0",
        "",
        "localhost",
        "127.0.0.1.example",
        "1.127.0.0.1",
        "/run/socket"
      })
  void isNotBelievedUnlessBothEndsAreHere(String address) {
    answers.put("getLocalAddr", address);
    assertFalse(isSent());
    answers.put("getLocalAddr", "127.0.0.1");
    answers.put("getRemoteAddr", address);
    assertFalse(isSent());
  }

  @Test
  void isNotBelievedOfWhatHasNoAddress() {
    answers.put("getRemoteAddr", null);
    assertFalse(isSent());
    answers.put("getRemoteAddr", "127.0.0.1");
    answers.put("getLocalAddr", null);
    assertFalse(isSent());
  }

  /** A page of another site can have its own name point to this machine. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "localhost.",
        "10.1.2.3",
        "",
        "127.0.0.1@evil.example",
        "1.2.3.4.5",
        "[evil]",
        "[::2]"
      })
  void isNotBelievedOfAnotherHost(String host) {
    answers.put("getServerName", host);
    assertFalse(isSent());
    // A connector may have been given the name that a proxy is called by.
    answers.put("getServerName", "localhost");
    headers.put("Host", host);
    assertFalse(isSent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded",
        "X-Real-IP",
        "Via",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "CF-Ray",
        "CDN-Loop",
        "X-Envoy-External-Address",
        "X-Original-Forwarded-For",
        "X-Original-URL",
        "X-Request-Id",
        "X-Amzn-Trace-Id",
        "X-Azure-ClientIP",
        "X-ARR-LOG-ID",
        "Max-Forwards",
        "Proxy-Client-IP",
        "WL-Proxy-Client-IP",
        "Proxy-IP",
        "X-Proxy-Id",
        "X-Varnish",
        "Surrogate-Capability",
        "Front-End-Https",
        "X-NginX-Proxy",
        "X-Remote-Addr",
        "Fastly-FF",
        "X-Cloud-Trace-Context",
        "X-Scheme",
        "X-Host",
        "X-Rewrite-URL",
        "Client-IP",
        "$WSRA"
      })
  void isNotBelievedBehindAProxy(String header) {
    headers.put(header, "1");
    assertFalse(isSent());
  }

  /** Which name a proxy is told to use nobody knows, but what it says is an address. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:80",
        " 10.1.2.3, 127.0.0.1",
        "::1",
        "[::1]:80",
        "2001:db8::1",
        "unknown, 10.1.2.3"
      })
  void isNotBelievedWithAnAddressInAnyHeader(String value) {
    headers.put("X-Seen-By", value);
    assertFalse(isSent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"org.apache.tomcat.request.forwarded", "org.eclipse.jetty.proxy.remote.address"})
  void isNotBelievedWhereTheContainerSaysThatItReplacedTheAddress(String attribute) {
    attributes.put(attribute, true);
    assertFalse(isSent());
  }

  @Test
  void isNotBelievedOfHttp10() {
    answers.put("getProtocol", "HTTP/1.0");
    assertFalse(isSent());
  }
}
