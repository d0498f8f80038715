// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.Map;
import java.util.Set;

/**
 * What may run a process, by the environment variables that it sets itself. The first one that fits
 * holds: a variable of Cloud Run is also set by Knative, one of App Service also by its edition for
 * clusters of one's own, and both of these run on Kubernetes, which may stand anywhere.
 */
enum Platform {
  /** Runs on AWS, but does not tell where; {@code AWS_REGION} there is that of the user's files. */
  HEROKU("Heroku", "", "DYNO"),
  /** Tells the airport nearby, which none of the tables knows. */
  FLY("Fly", "", "FLY_REGION"),
  LAMBDA("Lambda", "aws", "AWS_LAMBDA_FUNCTION_NAME"),
  ECS("ECS", "aws", "AWS_EXECUTION_ENV"),
  KUBERNETES("Kubernetes", "", "KUBERNETES_SERVICE_HOST"),
  CLOUD_RUN("Cloud Run", "gcp", "K_SERVICE"),
  APP_SERVICE("App Service", "azure", "WEBSITE_INSTANCE_ID");

  /** ECS also runs on machines of one's own, and says something else there. */
  private static final Set<String> ECS_ON_AWS = Set.of("AWS_ECS_EC2", "AWS_ECS_FARGATE");

  private final String title;
  private final String provider;
  private final String marker;

  Platform(String title, String provider, String marker) {
    this.title = title;
    this.provider = provider;
    this.marker = marker;
  }

  /** Empty if it stands anywhere. */
  String provider() {
    return provider;
  }

  Detected clue() {
    return new Detected(title, marker);
  }

  boolean runsIn(Map<String, String> environment) {
    String value = environment.getOrDefault(marker, "");
    if (value.isBlank()) {
      return false;
    }
    return switch (this) {
      case FLY -> environment.containsKey("FLY_APP_NAME");
      case LAMBDA -> !isEmulator(environment, value);
      case ECS -> ECS_ON_AWS.contains(value);
      case CLOUD_RUN ->
          environment.containsKey("K_REVISION") && environment.containsKey("K_CONFIGURATION");
      default -> true;
    };
  }

  /** Emulators on a developer's machine set what Lambda sets; the last one has a fixed name. */
  private static boolean isEmulator(Map<String, String> environment, String function) {
    return environment.containsKey("AWS_SAM_LOCAL")
        || environment.containsKey("LOCALSTACK_HOSTNAME")
        || function.equals("test_function");
  }
}
