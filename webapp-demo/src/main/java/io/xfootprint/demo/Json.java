// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The one way in which the shop writes JSON. */
final class Json {
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static byte[] bytes(Object value) throws IOException {
    return MAPPER.writeValueAsBytes(value);
  }

  static void send(HttpServletResponse response, int status, Object value) throws IOException {
    byte[] body = bytes(value);
    response.setStatus(status);
    response.setContentType("application/json");
    response.getOutputStream().write(body);
  }
}
