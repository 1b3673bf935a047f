package com.eventbuspro.platform.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A real browser, the one that the machine has; nothing is downloaded. Also for the tests of other
 * modules.
 */
public final class Chromium implements AutoCloseable {
  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/bin/chromium"),
          Path.of("/usr/bin/chromium-browser"),
          Path.of("/usr/bin/google-chrome"));
  private static final Path SHOTS = Path.of("target", "screenshots");

  static {
    PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
  }

  private final Playwright playwright;
  private final Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private Chromium(Path executable) {
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setArgs(
                        List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** Skips the test where there is no browser. */
  public static Chromium start() {
    Optional<Path> executable = PLACES.stream().filter(Files::isExecutable).findFirst();
    Assumptions.assumeTrue(
        executable.isPresent(),
        "No Chromium at " + PLACES + ": the console is not tested in a browser. Install chromium");
    return new Chromium(executable.get());
  }

  /** A page of a visitor of its own, on a desk. */
  public Page page() {
    return page(new Browser.NewContextOptions().setViewportSize(1280, 850));
  }

  /** A page of a visitor of its own, on a small phone. */
  Page phone() {
    return page(new Browser.NewContextOptions().setViewportSize(360, 740));
  }

  /** A page of a visitor who likes it dark. */
  Page dark() {
    return page(
        new Browser.NewContextOptions()
            .setViewportSize(1280, 850)
            .setColorScheme(ColorScheme.DARK));
  }

  /** A page of a visitor whose browser runs no scripts. */
  Page withoutScripts() {
    return page(new Browser.NewContextOptions().setJavaScriptEnabled(false));
  }

  private Page page(Browser.NewContextOptions options) {
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout(30_000);
    Page page = context.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  /** Ends all visits, so that their pages do not go on asking for news beside later tests. */
  void closePages() {
    List.copyOf(browser.contexts()).forEach(BrowserContext::close);
  }

  /** What browsers complained about on their consoles: failed loads, script errors, CSP. */
  public List<String> complaints() {
    return complaints;
  }

  /** Keeps what the page looks like, all of it, for people to look at. */
  public static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")).setFullPage(true));
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
