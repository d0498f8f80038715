// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.util.Map;
import java.util.Set;

/**
 * A platform that may run the process, known by the environment variables that it sets. The first
 * one that fits counts. Knative also sets a variable of Cloud Run, and App Service for own clusters
 * one of App Service; both run on Kubernetes, which may be anywhere, so that comes before them.
 */
enum Platform {
  /** Runs on AWS but hides the region; {@code AWS_REGION} there is that of the user's files. */
  HEROKU("Heroku", "", "DYNO"),
  /** Names the nearest airport, which is in none of the tables. */
  FLY("Fly", "", "FLY_REGION"),
  LAMBDA("Lambda", "aws", "AWS_LAMBDA_FUNCTION_NAME"),
  ECS("ECS", "aws", "AWS_EXECUTION_ENV"),
  KUBERNETES("Kubernetes", "", "KUBERNETES_SERVICE_HOST"),
  CLOUD_RUN("Cloud Run", "gcp", "K_SERVICE"),
  APP_SERVICE("App Service", "azure", "WEBSITE_INSTANCE_ID");

  /** The values of ECS on AWS; on other machines it sets another one. */
  private static final Set<String> ECS_ON_AWS = Set.of("AWS_ECS_EC2", "AWS_ECS_FARGATE");

  /** The name for the log. */
  private final String title;

  private final String provider;

  /** The variable that each process on the platform has. */
  private final String marker;

  Platform(String title, String provider, String marker) {
    this.title = title;
    this.provider = provider;
    this.marker = marker;
  }

  /** Returns the provider; empty if the platform may be anywhere. */
  String provider() {
    return provider;
  }

  /** Returns the platform with its variable as evidence, such as {@code Lambda}. */
  Detected detected() {
    return new Detected(title, marker);
  }

  /** Returns whether a process with these variables runs on it. */
  boolean runsIn(Map<String, String> environment) {
    String value = environment.getOrDefault(marker, "");
    if (value.isBlank()) {
      return false;
    }
    // Some variables are also set elsewhere, so a second sign is needed.
    return switch (this) {
      case FLY -> environment.containsKey("FLY_APP_NAME");
      case LAMBDA -> !isEmulator(environment, value);
      case ECS -> ECS_ON_AWS.contains(value);
      case CLOUD_RUN ->
          environment.containsKey("K_REVISION") && environment.containsKey("K_CONFIGURATION");
      default -> true;
    };
  }

  /** Returns whether an emulator on a developer's machine has set Lambda's variables. */
  private static boolean isEmulator(Map<String, String> environment, String function) {
    return environment.containsKey("AWS_SAM_LOCAL")
        || environment.containsKey("LOCALSTACK_HOSTNAME")
        || function.equals("test_function");
  }
}
