// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

@Provider
public class Refusals implements ExceptionMapper<Answers.Refused> {

  @Override
  public Response toResponse(Answers.Refused exception) {
    return Response.status(Response.Status.CONFLICT).build();
  }
}
