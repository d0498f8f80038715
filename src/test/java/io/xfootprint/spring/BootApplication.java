// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A running application of Spring Boot on a free port of the loopback interface. */
public final class BootApplication implements AutoCloseable {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

  private final ConfigurableApplicationContext context;

  private BootApplication(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Starts an application.
   *
   * @param properties as an application.properties has them
   */
  public static BootApplication start(Class<?> source, String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "server.address=" + LOOPBACK,
                "server.port=0",
                "spring.main.banner-mode=off",
                "logging.level.root=error"));
    all.addAll(List.of(properties));
    return new BootApplication(
        new SpringApplicationBuilder(source).properties(all.toArray(String[]::new)).run());
  }

  public ConfigurableApplicationContext context() {
    return context;
  }

  public HttpResponse<String> get(String path) throws Exception {
    return get("local.server.port", path);
  }

  /**
   * Asks a port.
   *
   * @param port name of the property that has its number
   */
  public HttpResponse<String> get(String port, String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(uri(port, path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Returns an address on a port, which is the value of a property. */
  public URI uri(String port, String path) {
    int number = context.getEnvironment().getRequiredProperty(port, Integer.class);
    return URI.create("http://" + LOOPBACK + ":" + number + path);
  }

  @Override
  public void close() {
    context.close();
  }
}
