// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.shop;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a window, and what it tells of a page. */
final class Browser implements AutoCloseable {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final List<String> DRIVERS = List.of("chromedriver");

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Set<String> SERIOUS = Set.of("serious", "critical");
  private static final Pattern REQUESTED =
      Pattern.compile("\"Network\\.requestWillBeSent\".*?\"request\":\\{.*?\"url\":\"([^\"]+)\"");

  private final ChromeDriver driver;
  private final Path screenshots;

  private Browser(ChromeDriver driver, Path screenshots) {
    this.driver = driver;
    this.screenshots = screenshots;
  }

  /** Tells whether this machine has one, and what drives it. */
  static boolean isThere() {
    return onPath(BROWSERS).isPresent() && onPath(DRIVERS).isPresent();
  }

  private static Optional<Path> onPath(List<String> names) {
    return names.stream()
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                    .map(entry -> Path.of(entry, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts it.
   *
   * @param profile an empty folder
   * @param screenshots where those are kept
   */
  static Browser start(Path profile, Path screenshots) throws IOException {
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(onPath(BROWSERS).orElseThrow().toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-quic",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--user-data-dir=" + profile);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(onPath(DRIVERS).orElseThrow().toFile())
            .usingAnyFreePort()
            .withLogFile(profile.resolve("driver.log").toFile())
            .build();
    return new Browser(new ChromeDriver(service, options), Files.createDirectories(screenshots));
  }

  /**
   * Goes on in a page that knows nothing of those before it: no size, no log, and no setting of
   * this origin.
   */
  void openNewPage(String origin) {
    driver.executeCdpCommand(
        "Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
    driver.switchTo().newWindow(WindowType.TAB);
    String page = driver.getWindowHandle();
    for (String other : driver.getWindowHandles()) {
      if (!other.equals(page)) {
        driver.switchTo().window(other).close();
      }
    }
    driver.switchTo().window(page);
    consoleErrors();
    requests();
  }

  /** Has {@link #tick} alone do what this page does at intervals. */
  void stopTheClock() {
    driver.executeCdpCommand(
        "Page.addScriptToEvaluateOnNewDocument",
        Map.of("source", "window.setInterval = (work, millis) => { window.tick = work; }"));
  }

  void tick() {
    driver.executeScript("window.tick()");
  }

  void open(String address) {
    driver.get(address);
  }

  String address() {
    return driver.getCurrentUrl();
  }

  String title() {
    return driver.getTitle();
  }

  void goBack() {
    driver.navigate().back();
  }

  void click(String css) {
    driver.findElement(By.cssSelector(css)).click();
  }

  /** Presses a key on an element. */
  void press(String css, CharSequence key) {
    driver.findElement(By.cssSelector(css)).sendKeys(key);
  }

  /**
   * Returns the texts of all elements that a selector finds, as they are shown. In one call, as the
   * page may renew itself in between.
   */
  List<String> texts(String css) {
    Object texts =
        driver.executeScript(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.innerText.trim())",
            css);
    return ((List<?>) Objects.requireNonNull(texts)).stream().map(String::valueOf).toList();
  }

  String attribute(String css, String name) {
    return String.valueOf(driver.findElement(By.cssSelector(css)).getDomAttribute(name));
  }

  Object script(String script) {
    return driver.executeScript("return " + script);
  }

  /** Waits until an expression of the page is true. */
  void await(String script) {
    new WebDriverWait(driver, PATIENCE)
        .pollingEvery(POLL)
        .withMessage(script)
        .until(any -> Boolean.TRUE.equals(script(script)));
  }

  /** Gives the page a window of this width, as high as itself. */
  void resize(int width) {
    metrics(width, 800);
    metrics(width, ((Long) script("document.documentElement.scrollHeight")).intValue());
  }

  private void metrics(int width, int height) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Keeps a picture of the page. */
  void picture(String name) throws IOException {
    Map<String, Object> picture =
        driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
    Files.write(
        screenshots.resolve(name + ".png"),
        Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
  }

  /** Returns what people with a disability would stumble over badly. */
  List<String> seriousIssues() {
    return new AxeBuilder()
        .analyze(driver).getViolations().stream()
            .filter(rule -> SERIOUS.contains(rule.getImpact()))
            .map(Browser::describe)
            .toList();
  }

  private static String describe(Rule rule) {
    return rule.getId()
        + ": "
        + rule.getHelp()
        + " "
        + rule.getNodes().stream().map(node -> String.valueOf(node.getHtml())).toList();
  }

  /** Returns the errors that pages have written to the console since the last call. */
  List<String> consoleErrors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Returns the addresses that pages have asked for since the last call. */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .flatMap(entry -> REQUESTED.matcher(entry.getMessage()).results())
        .map(found -> found.group(1))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
