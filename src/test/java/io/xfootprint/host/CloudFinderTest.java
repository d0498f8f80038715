// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudFinderTest {

  private static final String AZURE_TAG = "7783-7084-3265-9085-8269-3286-77";

  @TempDir private Path root = Path.of("");
  private Path dmi = Path.of("");

  @BeforeEach
  void hasFirmware() throws IOException {
    dmi = Files.createDirectories(root.resolve("sys/class/dmi/id"));
  }

  private void firmware(String file, String value) throws IOException {
    Files.writeString(dmi.resolve(file), value + "\n");
  }

  private void ec2(String type) throws IOException {
    firmware("sys_vendor", "Amazon EC2");
    firmware("product_name", type);
  }

  private Cloud find(Map<String, String> environment) {
    return new CloudFinder(environment, new SystemFiles(root)).find();
  }

  private static Optional<Detected> clue(String value, String evidence) {
    return Optional.of(new Detected(value, evidence));
  }

  @Test
  void knowsNothingOfAMachineThatTellsNothing() throws IOException {
    assertEquals(Cloud.UNKNOWN, find(Map.of()));
    Files.delete(dmi);
    assertEquals(Cloud.UNKNOWN, find(Map.of("PATH", "/bin")));
    assertEquals("", Cloud.UNKNOWN.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"m5.large", "m7g.medium", "u-6tb1.112xlarge", "c7i.metal-24xl"})
  void readsTheTypeOfNitroMachines(String type) throws IOException {
    ec2(type);
    Cloud cloud = find(Map.of("AWS_REGION", "eu-west-1"));
    assertEquals(clue("aws", "DMI sys_vendor"), cloud.provider());
    assertEquals(clue("aws/" + type, "DMI product_name"), cloud.machine());
    assertEquals(clue("aws/eu-west-1", "AWS_REGION"), cloud.location());
  }

  @Test
  void knowsOlderMachinesOfEc2WithoutTheirType() throws IOException {
    firmware("sys_vendor", "Xen");
    firmware("product_name", "HVM domU");
    firmware("bios_version", "4.11.amazon");
    Cloud cloud = find(Map.of("AWS_DEFAULT_REGION", "us-east-1"));
    assertEquals(clue("aws", "DMI bios_version"), cloud.provider());
    assertEquals(clue("aws/us-east-1", "AWS_DEFAULT_REGION"), cloud.location());
    assertEquals(Optional.empty(), cloud.machine());
  }

  @Test
  void doesNotTakeAnotherXenForEc2() throws IOException {
    firmware("sys_vendor", "Xen");
    firmware("product_name", "HVM domU");
    firmware("bios_version", "4.13.1");
    assertEquals(Cloud.UNKNOWN, find(Map.of("AWS_REGION", "eu-west-1")));
  }

  @Test
  void doesNotTakeADevelopersMachineForItsRegion() throws IOException {
    firmware("sys_vendor", "LENOVO");
    firmware("product_name", "20XW.00AB");
    Map<String, String> environment =
        Map.of(
            "AWS_REGION", "eu-west-1",
            "AWS_PROFILE", "work",
            "CLOUDSDK_COMPUTE_REGION", "europe-west1",
            "ECS_CONTAINER_METADATA_URI", "http://127.0.0.1/v3",
            "REGION_NAME", "West Europe");
    assertEquals(Cloud.UNKNOWN, find(environment));
  }

  @ParameterizedTest
  @ValueSource(strings = {"AWS_ECS_FARGATE", "AWS_ECS_EC2"})
  void believesEcsOnAws(String execution) {
    Map<String, String> environment =
        Map.of(
            "AWS_EXECUTION_ENV", execution,
            "AWS_REGION", "eu-central-1",
            "AWS_DEFAULT_REGION", "us-east-1");
    Cloud cloud = find(environment);
    assertEquals(clue("aws/eu-central-1", "AWS_REGION"), cloud.location());
    assertEquals("ECS (AWS_EXECUTION_ENV), aws (AWS_EXECUTION_ENV)", cloud.toString());
  }

  @Test
  void doesNotBelieveThatAllOfEcsIsOnAws() {
    Map<String, String> environment =
        Map.of(
            "AWS_EXECUTION_ENV", "AWS_ECS_EXTERNAL",
            "ECS_CONTAINER_METADATA_URI_V4", "http://169.254.170.2/v4/1",
            "AWS_REGION", "eu-central-1");
    assertEquals(Cloud.UNKNOWN, find(environment));
  }

  @Test
  void believesLambdaButNotItsEmulators() {
    Map<String, String> lambda =
        Map.of("AWS_LAMBDA_FUNCTION_NAME", "shop", "AWS_REGION", "eu-west-3");
    assertEquals(clue("aws/eu-west-3", "AWS_REGION"), find(lambda).location());
    for (String[] sign :
        List.of(
            new String[] {"AWS_SAM_LOCAL", "true"},
            new String[] {"LOCALSTACK_HOSTNAME", "localhost"},
            new String[] {"AWS_LAMBDA_FUNCTION_NAME", "test_function"})) {
      Map<String, String> emulated = new HashMap<>(lambda);
      emulated.put(sign[0], sign[1]);
      assertEquals(Cloud.UNKNOWN, find(emulated));
    }
  }

  @Test
  void knowsKubernetesOnEc2() throws IOException {
    ec2("m5.large");
    Cloud cloud = find(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "AWS_REGION", "ap-south-1"));
    assertEquals("Kubernetes (KUBERNETES_SERVICE_HOST), aws (DMI sys_vendor)", cloud.toString());
    assertEquals(clue("aws/ap-south-1", "AWS_REGION"), cloud.location());
  }

  @Test
  void doesNotKnowWhereKubernetesRuns() {
    Map<String, String> environment =
        Map.of(
            "KUBERNETES_SERVICE_HOST", "10.0.0.1",
            "AWS_REGION", "ap-south-1",
            "K_SERVICE", "shop",
            "K_REVISION", "shop-1",
            "K_CONFIGURATION", "shop",
            "GOOGLE_CLOUD_REGION", "europe-west1",
            "WEBSITE_INSTANCE_ID", "1",
            "REGION_NAME", "West Europe");
    assertEquals(
        new Cloud(
            clue("Kubernetes", "KUBERNETES_SERVICE_HOST"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        find(environment));
  }

  @Test
  void knowsGoogleMachinesButNotGoogleLaptops() throws IOException {
    firmware("sys_vendor", "Google");
    firmware("product_name", "Eve");
    Map<String, String> environment = Map.of("CLOUDSDK_COMPUTE_REGION", "europe-west4");
    assertEquals(Cloud.UNKNOWN, find(environment));
    firmware("product_name", "Google Compute Engine");
    Cloud cloud = find(environment);
    assertEquals(clue("gcp", "DMI product_name"), cloud.provider());
    assertEquals(clue("gcp/europe-west4", "CLOUDSDK_COMPUTE_REGION"), cloud.location());
    assertEquals(Optional.empty(), cloud.machine());
  }

  @Test
  void believesCloudRun() {
    Cloud cloud =
        find(
            Map.of(
                "K_SERVICE", "shop",
                "K_REVISION", "shop-1",
                "K_CONFIGURATION", "shop",
                "GOOGLE_CLOUD_REGION", "europe-west1"));
    assertEquals("Cloud Run (K_SERVICE), gcp (K_SERVICE)", cloud.toString());
    assertEquals(clue("gcp/europe-west1", "GOOGLE_CLOUD_REGION"), cloud.location());
    assertEquals(Cloud.UNKNOWN, find(Map.of("K_SERVICE", "shop")));
  }

  @Test
  void knowsAzureMachinesButNotEveryHyperV() throws IOException {
    firmware("sys_vendor", "Microsoft Corporation");
    firmware("product_name", "Virtual Machine");
    firmware("chassis_asset_tag", "5249-3224-4382-6142-8346-8327-82");
    assertEquals(Cloud.UNKNOWN, find(Map.of()));
    firmware("chassis_asset_tag", AZURE_TAG);
    assertEquals(
        new Cloud(
            Optional.empty(),
            clue("azure", "DMI chassis_asset_tag"),
            Optional.empty(),
            Optional.empty()),
        find(Map.of("REGION_NAME", "West Europe")));
  }

  @ParameterizedTest
  @CsvSource({"West Europe, westeurope", "eastus2, eastus2", "UK South, uksouth"})
  void readsTheRegionOfAppService(String written, String region) {
    Cloud cloud = find(Map.of("WEBSITE_INSTANCE_ID", "d1e2", "REGION_NAME", written));
    assertEquals(
        "App Service (WEBSITE_INSTANCE_ID), azure (WEBSITE_INSTANCE_ID)", cloud.toString());
    assertEquals(clue("azure/" + region, "REGION_NAME"), cloud.location());
  }

  /** There a user sets AWS_REGION for storage. */
  @Test
  void doesNotGuessTheRegionOfHeroku() throws IOException {
    ec2("m5.large");
    Cloud cloud = find(Map.of("DYNO", "web.1", "AWS_REGION", "eu-west-1"));
    assertEquals(clue("Heroku", "DYNO"), cloud.platform());
    assertEquals(Optional.empty(), cloud.location());
  }

  @Test
  void doesNotTakeAnAirportForARegion() {
    Cloud cloud =
        find(Map.of("FLY_REGION", "ams", "FLY_APP_NAME", "shop", "AWS_REGION", "eu-west-1"));
    assertEquals("Fly (FLY_REGION)", cloud.toString());
    assertEquals(Optional.empty(), cloud.location());
  }

  @Test
  void takesFilesThatCannotBeReadForNothing() throws IOException {
    Files.createDirectory(dmi.resolve("sys_vendor"));
    Files.createSymbolicLink(dmi.resolve("product_name"), dmi.resolve("nowhere"));
    Files.writeString(dmi.resolve("bios_version"), "x".repeat(1_000_000) + ".amazon");
    Files.write(dmi.resolve("chassis_asset_tag"), new byte[] {-1, 0, 10});
    assertEquals(Cloud.UNKNOWN, find(Map.of()));
  }

  @Test
  void doesNotTakeTheStartOfALongValueForIt() throws IOException {
    ec2("m5.large" + " ".repeat(100) + "and more");
    assertEquals(Optional.empty(), find(Map.of()).machine());
  }

  @Test
  void letsNoOtherTextThrough() throws IOException {
    Random random = new Random(20261123);
    String likely = "eu-west1.large \n\r\t\0\u001b[31m\u2028\u00e9%s${x}";
    int kept = 0;
    for (int i = 0; i < 500; i++) {
      ec2(text(random, likely));
      Cloud cloud = find(Map.of("AWS_REGION", text(random, likely)));
      List<Detected> clues =
          Stream.of(cloud.location(), cloud.machine()).flatMap(Optional::stream).toList();
      kept += clues.size();
      for (Detected clue : clues) {
        assertTrue(clue.value().matches("aws/[a-z0-9.-]{1,41}"), clue.value());
      }
    }
    assertTrue(kept > 0, "nothing got through at all");
  }

  private static String text(Random random, String likely) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(random.nextInt(10) == 0 ? 3000 : 5);
    for (int i = 0; i < length; i++) {
      text.append(likely.charAt(random.nextInt(likely.length())));
    }
    return text.toString();
  }
}
