// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import io.xfootprint.data.SmallFile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
    Optional<Platform> platform =
        Arrays.stream(Platform.values()).filter(each -> each.runsIn(environment)).findFirst();
    // Firmware first: it cannot be set by mistake, as a variable can.
    Optional<Detected> provider =
        machineProvider().or(() -> platform.flatMap(CloudFinder::provider));
    return new Cloud(
        platform.map(Platform::detected),
        provider,
        provider.flatMap(owner -> region(owner.value(), platform)),
        provider.flatMap(owner -> instanceType(owner.value())));
  }

  /** Returns the provider at which a platform always runs; empty if it may be anywhere. */
  private static Optional<Detected> provider(Platform platform) {
    return Optional.of(platform.provider())
        .filter(name -> !name.isEmpty())
        .map(name -> new Detected(name, platform.detected().evidence()));
  }

  /** Returns the provider whose name the machine's firmware has. */
  private Optional<Detected> machineProvider() {
    return machineProvider("aws", "sys_vendor", "Amazon EC2"::equals)
        // Older types run on Xen, whose version is like 4.11.amazon.
        .or(() -> machineProvider("aws", "bios_version", version -> version.endsWith(".amazon")))
        // Google is the vendor of laptops too.
        .or(() -> machineProvider("gcp", "product_name", "Google Compute Engine"::equals))
        .or(() -> machineProvider("azure", "chassis_asset_tag", AZURE_TAG::equals));
  }

  private Optional<Detected> machineProvider(String name, String file, Predicate<String> test) {
    return files.firmware(file).filter(test).map(value -> new Detected(name, "DMI " + file));
  }

  private Optional<Detected> instanceType(String provider) {
    // GCP and Azure write the same product name into all machines.
    return provider.equals("aws")
        ? files
            .firmware("product_name")
            .filter(EC2_TYPE.asMatchPredicate())
            .map(type -> new Detected(type, "DMI product_name"))
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
