// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cloud around the process, by environment and firmware. Nothing is asked over the network, so
 * much stays empty: no firmware names the region, and only that of EC2 names the instance type.
 *
 * <p>Immutable and safe for use by many threads.
 *
 * @param platform the platform that runs the process, such as {@code Heroku} or {@code Kubernetes}
 * @param provider {@code aws}, {@code gcp} or {@code azure}
 * @param region the region by the provider's name, such as {@code eu-west-1}; only with a provider
 * @param instanceType the type by the provider's name, such as {@code m5.large}; only with a
 *     provider
 */
public record Cloud(
    Optional<Detected> platform,
    Optional<Detected> provider,
    Optional<Detected> region,
    Optional<Detected> instanceType) {

  /** No cloud was found, as on a machine of one's own. */
  public static final Cloud UNKNOWN =
      new Cloud(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** Detects the cloud around this process. Never throws; reads some small files. */
  public static Cloud around(Map<String, String> environment) {
    return new CloudFinder(environment, new SystemFiles(Path.of("/"))).find();
  }

  /** Returns provider and region as in {@code aws/eu-west-1}. */
  public Optional<Detected> location() {
    return ofProvider(region);
  }

  /** Returns provider and instance type as in {@code aws/m5.large}. */
  public Optional<Detected> machine() {
    return ofProvider(instanceType);
  }

  private Optional<Detected> ofProvider(Optional<Detected> part) {
    return provider.flatMap(
        owner ->
            part.map(found -> new Detected(owner.value() + "/" + found.value(), found.evidence())));
  }

  /**
   * Returns the text for the log, such as {@code ECS (AWS_EXECUTION_ENV), aws (DMI sys_vendor)}.
   */
  @Override
  public String toString() {
    return Stream.concat(platform.stream(), provider.stream())
        .map(Detected::toString)
        .collect(Collectors.joining(", "));
  }
}
