// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.util.List;

/** One way to use the shop. */
enum Visit {
  ORDER("GET", "/orders/1001", "GET /orders/*", 200),
  SEARCH("GET", "/search?q=walnut+lamp", "GET /search", 200),
  THUMBNAIL("GET", "/thumbnails/17", "GET /thumbnails/*", 200),
  SALES_REPORT("GET", "/reports/sales.csv", "GET /reports/sales.csv", 200),
  FEED("GET", "/feed", "GET /feed", 200),
  LOGIN("POST", "/login?user=ada&password=lovelace", "POST /login", 200),
  REFUSED_LOGIN("POST", "/login?user=ada&password=byron", "POST /login", 401),
  LOGIN_WITH_GET("GET", "/login", "GET /login", 405),
  FAIL("GET", "/fail", "GET /fail", 500),
  UNKNOWN_ORDER("GET", "/orders/9999", "GET /orders/*", 404),
  UNKNOWN_PATH("GET", "/no/such/page", "GET (unmatched)", 404),
  START_PAGE("GET", "/", "GET (default)", 200),
  STATIC_FILE("GET", "/warehouse.svg", "GET (default)", 200),
  HEAD("HEAD", "/orders/1001", "HEAD /orders/*", 200);

  private final String method;
  private final String path;
  private final String route;
  private final int status;

  Visit(String method, String path, String route, int status) {
    this.method = method;
    this.path = path;
    this.route = route;
    this.status = status;
  }

  static final List<Visit> ALL = List.of(values());

  String route() {
    return route;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  int status() {
    return status;
  }

  Response at(String url) {
    // One name for every port: Jetty's own error pages show the address.
    return given()
        .header("Host", "shop.example")
        .urlEncodingEnabled(false)
        .redirects()
        .follow(false)
        .request(method, url + path);
  }
}
