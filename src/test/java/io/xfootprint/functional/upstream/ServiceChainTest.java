// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.upstream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import io.xfootprint.apache.UpstreamExchanges;
import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.harness.Answer;
import io.xfootprint.functional.harness.JettyServer;
import io.xfootprint.functional.harness.WebApp;
import io.xfootprint.functional.upstream.Caller.Clients;
import io.xfootprint.upstream.UpstreamSum;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.util.TimeValue;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.NumberItem;
import org.greenbytes.http.sfv.Parser;
import org.junit.jupiter.api.Test;

/**
 * Three services in a chain, with a fourth that says nothing: what the one in front tells is the
 * sum of what the others have told, to the last digit.
 */
class ServiceChainTest {

  private static final Map<String, String> SETTINGS =
      Map.of("upstream.hosts", "127.0.0.1", "header.total", "false", "report.access", "open");

  private static final int WIDTH = 5;

  /** What the services behind have told of answers that count. */
  private final List<Dictionary> told = new CopyOnWriteArrayList<>();

  private final List<Throwable> faults = new CopyOnWriteArrayList<>();

  /** Keeps the header of each answer that has gone; outside of the filter that sets it. */
  private final class Keeper implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
      HttpServletResponse answer = (HttpServletResponse) response;
      if (answer.getHeader("Age") == null) {
        told.add(Parser.parseDictionary(answer.getHeader("X-Footprint")));
      }
    }
  }

  private WebApp service(Handler handler) {
    WebApp app = WebApp.at("/");
    app.context()
        .addFilter(new FilterHolder(new Keeper()), "/*", EnumSet.allOf(DispatcherType.class));
    return app.filter(SETTINGS).servlet("/*", handler);
  }

  private static BigDecimal figure(Dictionary header, String key) {
    return header.get().get(key) instanceof NumberItem<?> number
        ? BigDecimal.valueOf(number.getAsLong()).divide(BigDecimal.valueOf(number.getDivisor()))
        : BigDecimal.ZERO;
  }

  private static Dictionary header(Answer answer) {
    return Parser.parseDictionary(answer.headers().getOrDefault("x-footprint", List.of()).get(0));
  }

  private BigDecimal sum(String key) {
    return told.stream().map(each -> figure(each, key)).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String url(JettyServer server, String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  @Test
  void tellsInFrontTheSumOfAllBehind() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (Clients clients = new Clients();
        CloseableHttpClient retrying =
            UpstreamExchanges.countedBy(HttpClients.custom())
                .setRetryStrategy(
                    new DefaultHttpRequestRetryStrategy(2, TimeValue.ofMilliseconds(1)))
                .build();
        ScriptedService silent = ScriptedService.start().answer("/", "200 OK", "", "nothing");
        JettyServer back =
            JettyServer.start(service((request, response) -> response.getWriter().print("back")));
        JettyServer middle =
            JettyServer.start(
                service(
                    (request, response) ->
                        answerInTheMiddle(
                            clients,
                            url(back, "/"),
                            silent.url("/"),
                            tries,
                            request.getPathInfo(),
                            response)))) {
      WebApp front =
          WebApp.at("/")
              .report()
              .filter(SETTINGS)
              .servlet(
                  "/*",
                  (request, response) -> {
                    askAll(clients, middle, silent);
                    askUntilAnswered(retrying, url(middle, "/flaky"));
                    response.getWriter().print("front");
                  });
      try (JettyServer inFront = JettyServer.start(front)) {
        Dictionary header = header(inFront.get("/shop"));
        inFront.awaitIdle();
        assertEquals(List.of(), faults);
        assertEquals(3, tries.get());
        // Each caller asks twice WIDTH times: the middle for a page, which asks the one at the
        // back.
        int pages = WIDTH * Caller.values().length;
        assertEquals(2 * pages + 3, told.size());
        assertEquals(0, sum("energy-uj").compareTo(figure(header, "up-energy-uj")));
        assertEquals(0, sum("co2e-ng").compareTo(figure(header, "up-co2e-ng")));
        assertTrue(figure(header, "up-energy-uj").signum() > 0);
        // One silent answer for each page, and one to the front.
        assertEquals(pages + 1, figure(header, "up-unknown").intValueExact());
        assertEquals(
            new UpstreamSum(
                pages + 4,
                pages + 3,
                pages + 1,
                sum("energy-uj").movePointRight(3).longValueExact(),
                sum("co2e-ng").movePointRight(3).longValueExact()),
            front.monitor().ledger().upstream().get("GET /*"));
        JsonPath json = JsonPath.from(inFront.get("/footprint/api/v1/report").body());
        assertEquals(pages + 4, json.getInt("upstream[0].up_calls"));
        String page = inFront.get("/footprint/").body();
        assertTrue(page.contains("What the services behind cause"), page);
      }
    }
  }

  @Test
  void tellsInTheTrailerAndInTheBooksWhatCameAfterTheHeader() throws Exception {
    CountDownLatch headerSent = new CountDownLatch(1);
    OkHttpClient client = new OkHttpClient();
    try (Clients clients = new Clients();
        JettyServer back =
            JettyServer.start(
                service(
                    (request, response) -> {
                      await(headerSent);
                      response.getWriter().print("back");
                    }))) {
      WebApp front =
          WebApp.at("/")
              .filter(SETTINGS)
              .servlet(
                  "/*",
                  (request, response) -> {
                    try {
                      CompletableFuture<String> late =
                          Caller.JDK_ASYNC.send(clients, url(back, "/"));
                      response.flushBuffer();
                      headerSent.countDown();
                      response.getWriter().print(late.get(30, TimeUnit.SECONDS));
                    } catch (Exception e) {
                      faults.add(e);
                    }
                  });
      try (JettyServer inFront = JettyServer.start(front);
          Response answer =
              client
                  .newCall(
                      new Request.Builder()
                          .url(url(inFront, "/late"))
                          .header("TE", "trailers")
                          .build())
                  .execute()) {
        assertEquals("back", answer.body().string());
        inFront.awaitIdle();
        assertEquals(List.of(), faults);
        Dictionary header = Parser.parseDictionary(answer.header("X-Footprint"));
        assertEquals(1, figure(header, "up-unknown").intValueExact());
        assertEquals(false, header.get().containsKey("up-energy-uj"));
        Dictionary trailer = Parser.parseDictionary(answer.trailers().get("X-Footprint"));
        assertEquals(0, sum("energy-uj").compareTo(figure(trailer, "up-energy-uj")));
        assertEquals(false, trailer.get().containsKey("up-unknown"));
        UpstreamSum ofRoute =
            front.monitor().ledger().upstream().getOrDefault("GET /*", UpstreamSum.NONE);
        assertEquals(sum("energy-uj").movePointRight(3).longValueExact(), ofRoute.nanojoules());
        assertEquals(0, ofRoute.unknown());
      }
    } finally {
      client.dispatcher().executorService().shutdown();
      client.connectionPool().evictAll();
    }
  }

  private void await(CountDownLatch latch) {
    try {
      if (!latch.await(30, TimeUnit.SECONDS)) {
        faults.add(new TimeoutException());
      }
    } catch (InterruptedException e) {
      faults.add(e);
    }
  }

  private void answerInTheMiddle(
      Clients clients,
      String back,
      String silent,
      AtomicInteger tries,
      String path,
      HttpServletResponse response)
      throws IOException {
    switch (path) {
      case "/flaky" -> response.setStatus(tries.incrementAndGet() < 3 ? 503 : 200);
      case "/cached" -> response.setHeader("Age", "60");
      default -> {
        Caller caller = Caller.valueOf(path.substring(1));
        get(caller, clients, back);
        get(caller, clients, silent);
      }
    }
    response.getWriter().print("middle");
  }

  private void get(Caller caller, Clients clients, String url) {
    try {
      caller.get(clients, url);
    } catch (Exception e) {
      faults.add(e);
    }
  }

  /** Asks by each client at once, as often as it can, and waits for all. */
  private void askAll(Clients clients, JettyServer middle, ScriptedService silent) {
    List<CompletableFuture<String>> sent = new ArrayList<>();
    try {
      for (int i = 0; i < WIDTH; i++) {
        for (Caller caller : Caller.values()) {
          sent.add(caller.send(clients, url(middle, "/" + caller)));
        }
      }
      for (CompletableFuture<String> each : sent) {
        assertEquals("middle", each.get(30, TimeUnit.SECONDS));
      }
      assertEquals("middle", Caller.JDK.get(clients, url(middle, "/cached")));
      assertEquals("nothing", Caller.OKHTTP_ASYNC.get(clients, silent.url("/")));
    } catch (Exception e) {
      faults.add(e);
    }
  }

  private void askUntilAnswered(CloseableHttpClient retrying, String url) {
    try {
      assertEquals(200, (int) retrying.execute(new HttpGet(url), answer -> answer.getCode()));
    } catch (IOException e) {
      faults.add(e);
    }
  }
}
