// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** An HTTP client for servers on the loopback interface; safe for use by many threads. */
public final class Client {

  public static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final String context;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /** Creates one for an application at the root. */
  public Client() {
    this("");
  }

  /** Creates one for an application at a path, which comes before those of its requests. */
  public Client(String context) {
    this.context = context;
  }

  /** Sends a request and reads the whole answer. */
  public Answer send(int port, SyncCase request) throws IOException, InterruptedException {
    HttpRequest.Builder builder =
        to(port, request.path()).method(request.method(), HttpRequest.BodyPublishers.noBody());
    if (!request.headers().isEmpty()) {
      builder.headers(request.headers().toArray(String[]::new));
    }
    return send(port, builder);
  }

  /** Sends a request, with a body of zeros where it has one, and reads the whole answer. */
  public Answer send(int port, AsyncCase request) throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body =
        request.bodyBytes() == 0
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofByteArray(new byte[request.bodyBytes()]);
    return send(port, to(port, request.path()).method(request.method(), body));
  }

  private HttpRequest.Builder to(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + authority(port) + context + path))
        .timeout(TIMEOUT);
  }

  private Answer send(int port, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    return Answer.of(response, authority(port));
  }

  private static String authority(int port) {
    return InetAddress.getLoopbackAddress().getHostAddress() + ":" + port;
  }
}
