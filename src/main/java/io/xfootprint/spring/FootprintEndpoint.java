// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.spring;

import io.xfootprint.report.ReportForms;
import java.util.Objects;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.lang.Nullable;
import org.springframework.util.MimeType;

/**
 * The report for programs as an endpoint of Boot's actuator:
 *
 * <pre>{@code
 * /actuator/footprint?span=day       JSON
 * /actuator/footprint/routes.csv     CSV
 * /actuator/footprint/impact.yaml    manifest
 * }</pre>
 *
 * <p>Who may see it is up to the actuator; {@code report.access} is for the page.
 */
@WebEndpoint(id = "footprint", defaultAccess = Access.READ_ONLY)
final class FootprintEndpoint {

  private static final String JSON = "report";

  private static final WebEndpointResponse<String> NOTHING =
      refusal(WebEndpointResponse.STATUS_NOT_FOUND, "There is nothing here.");

  private static final WebEndpointResponse<String> NO_SPAN =
      refusal(
          WebEndpointResponse.STATUS_BAD_REQUEST, "span must be hour, day, month, year or all.");

  private static final WebEndpointResponse<String> NOT_RUNNING =
      refusal(WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE, "The footprint filter does not run.");

  private final ReportForms forms;

  FootprintEndpoint(ReportForms forms) {
    this.forms = forms;
  }

  /**
   * Returns the report as JSON.
   *
   * @param span {@code hour}, {@code day} if it is left out, {@code month}, {@code year} or {@code
   *     all}
   */
  @ReadOperation(produces = "application/json")
  WebEndpointResponse<String> report(@Nullable String span) {
    return find(JSON, span);
  }

  /** Returns another form of it: {@code routes.csv} or {@code impact.yaml}. */
  @ReadOperation(produces = {"text/csv", "application/yaml"})
  WebEndpointResponse<String> form(@Selector String form, @Nullable String span) {
    return form.equals(JSON) ? NOTHING : find(form, span);
  }

  private WebEndpointResponse<String> find(String form, @Nullable String span) {
    if (!forms.isRunning()) {
      return NOT_RUNNING;
    }
    String period = Objects.requireNonNullElse(span, "day");
    if (!ReportForms.isSpan(period)) {
      return NO_SPAN;
    }
    return forms
        .find(form, period)
        .map(found -> answer(found.text(), WebEndpointResponse.STATUS_OK, found.type()))
        .orElse(NOTHING);
  }

  private static WebEndpointResponse<String> answer(String text, int status, String type) {
    return new WebEndpointResponse<>(text, status, MimeType.valueOf(type));
  }

  private static WebEndpointResponse<String> refusal(int status, String reason) {
    return answer(reason + "\n", status, "text/plain;charset=UTF-8");
  }
}
