package com.eventbuspro.local;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.eventbuspro.platform.console.Chromium;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A data scientist at the console, with nothing but a keyboard. */
final class ConsoleVisit implements AutoCloseable {
  private static final int LONGEST_WAY = 80;

  private final LocalRun run;
  private final Duration patience;
  private final Chromium chromium = Chromium.start();
  private final Page page = chromium.page();

  /**
   * @param patience how long the platform may take for what it does in its own time
   */
  ConsoleVisit(LocalRun run, Duration patience) {
    this.run = run;
    this.patience = patience;
  }

  void signIn(String role) throws IOException {
    page.navigate(run.page("/login").toString());
    page.getByLabel("Access token").fill(run.token(role));
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText("Catalog");
  }

  /** From the catalog to an event type, by a word of its name. */
  void find(String word, String eventType) {
    tabTo(page.getByLabel("Search by name or meaning"));
    page.keyboard().type(word);
    page.waitForURL("**/?text=" + word + "&*");
    press(AriaRole.LINK, eventType);
    assertThat(page.locator("h1")).hasText(eventType);
  }

  /** Follows a link or presses a button, as soon as the page has it. */
  void press(AriaRole role, String name) {
    Locator target = page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    assertThat(target).isVisible();
    tabTo(target);
    page.keyboard().press("Enter");
  }

  /** Types over what a field holds. */
  void fill(String selector, String text) {
    tabTo(page.locator(selector));
    page.keyboard().press("Control+A");
    page.keyboard().insertText(text);
  }

  void previewSql() {
    page.keyboard().press("Control+Enter");
  }

  /** Waits until a part of the page says something. */
  void sees(String selector, String text) {
    assertThat(page.locator(selector).first())
        .containsText(
            text, new LocatorAssertions.ContainsTextOptions().setTimeout(patience.toMillis()));
  }

  void seesAddress(String pattern) {
    page.waitForURL(pattern, new Page.WaitForURLOptions().setTimeout(patience.toMillis()));
  }

  /** The texts of all parts of the page of that kind. */
  List<String> texts(String selector) {
    return page.locator(selector).allInnerTexts();
  }

  /** Keeps what the page looks like, for people to look at. */
  void keep(String name) {
    Chromium.keep(page, name);
  }

  /** What the browser complained about, but for refusals that are part of a story. */
  List<String> complaints() {
    return chromium.complaints().stream()
        .filter(c -> !c.startsWith("htmx:") && !c.contains("422"))
        .toList();
  }

  private void tabTo(Locator target) {
    for (int i = 0; i < LONGEST_WAY; i++) {
      page.keyboard().press("Tab");
      if ((Boolean) target.evaluate("element => element === document.activeElement")) {
        return;
      }
    }
    throw new AssertionError("The keyboard does not reach " + target);
  }

  @Override
  public void close() {
    chromium.close();
  }
}
