// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import io.xfootprint.data.SmallFile;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Detects the cloud from environment variables and firmware tables (DMI). A wrong guess is worse
 * than none: {@code AWS_REGION} alone only says where somebody's files are, as on any developer's
 * machine. A region counts only if the firmware names a machine of the same provider, or if a
 * platform that only runs at that provider has set its own variables.
 *
 * <p>All values are text from outside. Text that does not look like a region or a type is dropped.
 */
final class CloudFinder {

  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");
  private static final Pattern EC2_TYPE = Pattern.compile("[a-z0-9-]{1,20}\\.[a-z0-9-]{1,20}");

  /**
   * The tag of every Azure machine. A Hyper-V machine elsewhere has the vendor, but not the tag.
   */
  private static final String AZURE_TAG = "7783-7084-3265-9085-8269-3286-77";

  private final Map<String, String> environment;
  private final SystemFiles files;

  /**
   * Creates a finder. Reads nothing.
   *
   * @param environment variables by name
   * @param files files of the system, including the firmware's
   */
  CloudFinder(Map<String, String> environment, SystemFiles files) {
    this.environment = environment;
    this.files = files;
  }

  /** Returns what was found. Reads some small files. */
  Cloud find() {
    Optional<Platform> platform = platform();
    // Firmware first: it cannot be set by mistake, as a variable can.
    Optional<Detected> provider = machineProvider();
    if (provider.isEmpty() && platform.isPresent()) {
      provider = provider(platform.get());
    }
    if (provider.isEmpty()) {
      return new Cloud(
          platform.map(Platform::detected), provider, Optional.empty(), Optional.empty());
    }
    String owner = provider.get().value();
    return new Cloud(
        platform.map(Platform::detected), provider, region(owner, platform), instanceType(owner));
  }

  private Optional<Platform> platform() {
    for (Platform platform : Platform.values()) {
      if (platform.runsIn(environment)) {
        return Optional.of(platform);
      }
    }
    return Optional.empty();
  }

  /** Returns the provider at which a platform always runs; empty if it may be anywhere. */
  private static Optional<Detected> provider(Platform platform) {
    return platform.provider().isEmpty()
        ? Optional.empty()
        : Optional.of(new Detected(platform.provider(), platform.detected().evidence()));
  }

  /** Returns the provider whose name the machine's firmware has. */
  private Optional<Detected> machineProvider() {
    if (firmware("sys_vendor").equals("Amazon EC2")) {
      return Optional.of(new Detected("aws", "DMI sys_vendor"));
    }
    // Older types run on Xen, whose version is like 4.11.amazon.
    if (firmware("bios_version").endsWith(".amazon")) {
      return Optional.of(new Detected("aws", "DMI bios_version"));
    }
    // Google is the vendor of laptops too.
    if (firmware("product_name").equals("Google Compute Engine")) {
      return Optional.of(new Detected("gcp", "DMI product_name"));
    }
    return firmware("chassis_asset_tag").equals(AZURE_TAG)
        ? Optional.of(new Detected("azure", "DMI chassis_asset_tag"))
        : Optional.empty();
  }

  /** Returns a value of the firmware; empty text if it has none. */
  private String firmware(String name) {
    return files.firmware(name).orElse("");
  }

  private Optional<Detected> instanceType(String provider) {
    // GCP and Azure write the same product name into all machines.
    return provider.equals("aws") && EC2_TYPE.matcher(firmware("product_name")).matches()
        ? Optional.of(new Detected(firmware("product_name"), "DMI product_name"))
        : Optional.empty();
  }

  private Optional<Detected> region(String provider, Optional<Platform> platform) {
    // Both hide the region in which they run; see the constants of Platform.
    if (platform.equals(Optional.of(Platform.HEROKU))
        || platform.equals(Optional.of(Platform.FLY))) {
      return Optional.empty();
    }
    return switch (provider) {
      case "aws" -> region(List.of("AWS_REGION", "AWS_DEFAULT_REGION"), value -> value);
      case "gcp" ->
          region(
              List.of("FUNCTION_REGION", "GOOGLE_CLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"),
              value -> value);
      case "azure" ->
          platform.equals(Optional.of(Platform.APP_SERVICE))
              // Both 'West Europe' and 'westeurope' have been seen there.
              ? region(
                  List.of("REGION_NAME"), value -> value.replace(" ", "").toLowerCase(Locale.ROOT))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** Returns the first variable that holds something like a region, by the provider's name. */
  private Optional<Detected> region(List<String> variables, UnaryOperator<String> name) {
    return variables.stream()
        .flatMap(
            variable ->
                Optional.ofNullable(environment.get(variable))
                    .map(String::strip)
                    .filter(value -> value.length() <= SmallFile.MAX_VALUE_BYTES)
                    .map(name)
                    .filter(REGION.asMatchPredicate())
                    .map(value -> new Detected(value, variable))
                    .stream())
        .findFirst();
  }
}
