// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.jaxrs.shop;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;

/** All ways to answer. */
@Path("answers/{kind}")
public class Answers {

  /** Mapped to an answer by {@link Refusals}. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @POST
  public String post() {
    return "posted";
  }

  @GET
  @Path("suspended")
  public void suspended(@Suspended AsyncResponse response) {
    ForkJoinPool.commonPool().execute(() -> response.resume("resumed"));
  }

  @GET
  @Path("stage")
  public CompletionStage<String> stage() {
    return CompletableFuture.supplyAsync(() -> "staged");
  }

  @GET
  @Path("events")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(@Context SseEventSink sink, @Context Sse sse) {
    sink.send(sse.newEvent("event")).thenRun(sink::close);
  }

  @GET
  @Path("missing")
  public String missing() {
    throw new NotFoundException();
  }

  @GET
  @Path("refused")
  public String refused() {
    throw new Refused();
  }

  @GET
  @Path("named")
  public String named(@Context HttpServletRequest request) {
    request.setAttribute("footprint.route", "checkout");
    return "named";
  }
}
