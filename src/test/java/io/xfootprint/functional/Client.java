// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An HTTP client for servers on the loopback interface; safe for use by many threads. */
final class Client {

  static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /** Sends a request and reads the whole answer. */
  Answer send(int port, SyncCase request) throws IOException, InterruptedException {
    String authority = InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://" + authority + request.path()))
            .timeout(TIMEOUT)
            .method(request.method(), HttpRequest.BodyPublishers.noBody());
    if (!request.headers().isEmpty()) {
      builder.headers(request.headers().toArray(String[]::new));
    }
    HttpResponse<InputStream> response =
        client.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream());
    return Answer.of(response, authority);
  }
}
