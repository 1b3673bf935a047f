package com.eventbuspro.platform.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.resource.Resources;
import com.eventbuspro.platform.security.Role;
import com.eventbuspro.platform.web.Cursor;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console in a real browser: what people do there, from signing in to the audit. */
class ConsoleIT {
  private static final String HOSTILE = "<script>document.title='stolen'</script>";
  private static final String OWNER = "late-answers";
  private static final String SAMPLES =
      IntStream.range(0, 25)
          .mapToObj(
              i ->
                  """
                  {"settled_at":"2026-01-01T00:%02d:00Z","account_id":"a%d","amount":%d,"note":null}"""
                      .formatted(i, i % 3, i * 100))
          .collect(Collectors.joining("\n"));

  private static Chromium chromium;

  private final TestPlatform platform = TestPlatform.get();
  private final String name = TestPlatform.newName();

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void closePages() {
    chromium.closePages();
  }

  @Test
  void from_samples_to_a_ready_event_type_and_its_audit_record() throws Exception {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ADMIN);
    page.getByRole(AriaRole.LINK, link("Register an event type")).click();
    page.getByLabel("Events you have, as JSON").fill(SAMPLES);
    page.getByRole(AriaRole.BUTTON, button("Read a schema from these")).click();
    assertThat(page.getByText("A schema was read from 25 events.")).isVisible();
    assertThat(page.locator("#preview")).containsText("settled_at");
    assertThat(page.getByLabel("Event time")).hasValue("settled_at");

    page.locator("#name").fill(name);
    page.locator("#owner").fill("payments");
    page.locator("#description").fill(HOSTILE + " A card was settled");
    page.locator("#partition_key").fill("/account_id");
    page.getByRole(AriaRole.BUTTON, button("Check only")).click();
    assertThat(page.getByText("All is well: it can be registered.")).isVisible();
    Chromium.keep(page, "register");
    page.getByRole(AriaRole.BUTTON, button("Register")).click();

    page.waitForURL("**/event-types/" + name);
    assertThat(page).hasTitle(name + " · Event Bus Pro");
    assertThat(page.locator("h1 + p")).containsText(HOSTILE);
    assertThat(page.locator("#ready")).hasText("Getting ready");
    assertThat(page.locator("#newest")).containsText("The table is being made");
    visit.provision(name);
    visit.setConditions(name, "TRUE", "AsDeclared", "It is as declared");
    assertThat(page.locator("#ready")).hasText("Ready");
    assertThat(page.locator("#conditions")).containsText("It is as declared");
    assertThat(page.locator("#history")).containsText("event_type.register");

    assertThat(page.locator("#newest")).containsText("No event yet");
    assertThat(page.locator("#quarantine")).containsText("Nothing was rejected");
    String hostile = SAMPLES.lines().findFirst().orElseThrow().replace("a0", HOSTILE);
    TestPlatform.Answer published =
        platform.post("/api/event-types/" + name + "/events", "[" + hostile + "]");
    assertThat(published.status()).as(published.text()).isBetween(200, 299);
    visit.putRecord(name, "{\"settled_at\":\"" + HOSTILE + "\"");
    visit.capture(name);
    assertThat(page.locator("#newest tbody tr")).hasCount(1);
    assertThat(page.locator("#newest tbody")).containsText(HOSTILE);
    page.locator("#quarantine summary").click();
    assertThat(page.locator("#quarantine pre")).containsText(HOSTILE);
    assertThat(page).hasTitle(name + " · Event Bus Pro");
    Chromium.keep(page, "event-type");

    page.getByRole(AriaRole.LINK, link("Catalog")).first().click();
    page.getByLabel("Search by name or meaning").pressSequentially(name);
    assertThat(page.locator("#found tbody tr")).hasCount(1);
    assertThat(page.locator("#found td[data-label=Rows]")).hasText("1");
    assertThat(page).hasURL(Pattern.compile(".*text=" + name + ".*"));

    page.getByRole(AriaRole.LINK, link("Audit")).click();
    page.locator("#event_type").fill(name);
    page.getByRole(AriaRole.BUTTON, button("Filter")).click();
    page.getByText("What changed:").first().click();
    assertThat(page.locator("main")).containsText("/account_id");
    Chromium.keep(page, "audit");
    page.getByRole(AriaRole.BUTTON, button("Sign out")).click();
    assertThat(page.getByText("You are signed out.")).isVisible();
    visit.open("/");
    assertThat(page.getByLabel("Access token")).isVisible();
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void what_is_wrong_stands_next_to_its_field() {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ENGINEER);
    visit.open("/register?write");
    page.locator("#name").fill("Not a name");
    page.locator("#owner").fill("payments");
    page.locator("#time_property").fill("no_such_thing");
    Response refused =
        page.waitForResponse(
            "**/register", () -> page.getByRole(AriaRole.BUTTON, button("Register")).click());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(page.locator("#name-problems")).containsText("Not an event type name");
    assertThat(page.locator("#description-problems")).containsText("description");
    assertThat(page.locator("#time_property-problems")).containsText("no_such_thing");
    assertThat(page.locator("#name")).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#name")).hasValue("Not a name");
    assertThat(page.locator("[data-attention]")).isFocused();

    page.locator("#schema").fill("{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"odd\"}}}");
    assertThat(page.locator("#preview")).containsText("/properties/a/type");
    Chromium.keep(page, "register-problems");
    chromium.complaints().removeIf(c -> c.contains("422"));
  }

  @Test
  void it_can_be_used_with_the_keyboard_alone() {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.open("/login");
    page.keyboard().insertText(platform.token(Role.ENGINEER));
    page.keyboard().press("Enter");
    page.waitForURL("**/");

    page.keyboard().press("Tab");
    assertThat(page.getByText("Skip to the content")).isFocused();
    page.keyboard().press("Enter");
    tabTo(page, page.getByRole(AriaRole.LINK, link("Register an event type")));
    page.keyboard().press("Enter");
    page.waitForURL("**/register");
    tabTo(page, page.locator("#samples"));
    page.keyboard().insertText(SAMPLES);
    tabTo(page, page.getByRole(AriaRole.BUTTON, button("Read a schema from these")));
    page.keyboard().press("Space");
    assertThat(page.locator("[data-attention]")).isFocused();
    tabTo(page, page.locator("#name"));
    page.keyboard().insertText(name);
    tabTo(page, page.locator("#owner"));
    page.keyboard().insertText("payments");
    tabTo(page, page.locator("#description"));
    page.keyboard().insertText("Registered without a mouse");
    tabTo(page, page.getByRole(AriaRole.BUTTON, button("Register")));
    page.keyboard().press("Enter");
    page.waitForURL("**/event-types/" + name);

    visit.open("/?text=" + name.substring(0, 5));
    Locator sort = page.getByRole(AriaRole.BUTTON, button("Event type"));
    tabTo(page, sort);
    page.keyboard().press("Enter");
    page.keyboard().press("Enter");
    assertThat(page.locator("th[aria-sort=descending]")).hasText("Event type");
  }

  @Test
  void the_keyboard_stays_on_a_result_when_the_search_answers_late() throws Exception {
    register(name);
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.SCIENTIST);
    visit.open("/?owner=" + OWNER);
    List<Route> late = new ArrayList<>();
    page.route(Pattern.compile(".*text=" + name + "&.*"), late::add);
    page.getByLabel("Search by name or meaning").fill(name);
    page.waitForCondition(() -> !late.isEmpty());
    Locator found = page.getByRole(AriaRole.LINK, link(name));
    tabTo(page, found);

    late.get(0).resume();
    assertThat(page).hasURL(Pattern.compile(".*text=" + name + "&.*"));
    assertThat(found).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("h1")).hasText(name);
  }

  @Test
  void what_one_may_not_do_is_not_offered_and_is_refused() {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.SCIENTIST);
    assertThat(page.getByRole(AriaRole.LINK, link("Resources"))).isVisible();
    assertThat(page.getByRole(AriaRole.LINK, link("Register"))).hasCount(0);
    assertThat(page.getByRole(AriaRole.LINK, link("Audit"))).hasCount(0);

    visit.open("/register");
    assertThat(page.locator("h1")).hasText("Your role does not allow this");
    visit.open("/audit");
    assertThat(page.locator("h1")).hasText("Your role does not allow this");
    Chromium.keep(page, "forbidden");
    int forged =
        ((Number)
                page.evaluate("fetch('/register', {method: 'POST'}).then(answer => answer.status)"))
            .intValue();
    assertThat(forged).isEqualTo(403);
    chromium.complaints().removeIf(c -> c.contains("403"));
  }

  @Test
  void a_wrong_token_is_refused_with_advice() {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.open("/resources");
    page.getByLabel("Access token").fill("ebp_wrong");
    page.getByRole(AriaRole.BUTTON, button("Sign in")).click();
    assertThat(page.getByRole(AriaRole.ALERT)).containsText("not known");
    page.getByLabel("Access token").fill(platform.token(Role.SCIENTIST));
    page.getByRole(AriaRole.BUTTON, button("Sign in")).click();
    assertThat(page.locator("h1")).hasText("Resources");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing/here", "/event-types/no.such", "/event-types/Not%20a%20name"})
  void what_is_not_there_is_said_in_the_same_frame(String path) {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ENGINEER);
    Response answer = page.navigate("http://localhost:" + platform.port() + path);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(page.getByRole(AriaRole.LINK, link("To the catalog"))).isVisible();
    assertThat(page.content()).doesNotContain("Exception").doesNotContain("at com.");
    chromium.complaints().removeIf(c -> c.contains("404"));
  }

  @Test
  void a_filtered_list_stays_filtered_from_page_to_page() {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ENGINEER);
    String cursor =
        Cursor.of("resources", new Resources.Filter("", "", "STREAM", "")).encode("stream:a.b");
    visit.open("/resources?kind=STREAM&cursor=" + cursor);
    page.getByRole(AriaRole.LINK, link("To the start")).click();
    page.waitForURL(url -> !url.contains("cursor"));
    assertThat(page.getByLabel("Kind")).hasValue("STREAM");
  }

  @Test
  void it_works_without_scripts() {
    Page page = chromium.withoutScripts();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ENGINEER);
    visit.open("/register");
    page.locator("#samples").fill(SAMPLES);
    page.getByRole(AriaRole.BUTTON, button("Read a schema from these")).click();
    page.locator("#name").fill(name);
    page.locator("#owner").fill("payments");
    page.locator("#description").fill("Registered without scripts");
    page.getByRole(AriaRole.BUTTON, button("Register")).click();
    page.waitForURL("**/event-types/" + name);
    visit.open("/");
    page.getByLabel("Search by name or meaning").fill(name);
    page.getByRole(AriaRole.BUTTON, button("Search")).click();
    assertThat(page.locator("#found tbody tr")).hasCount(1);
  }

  @Test
  void nothing_is_wider_than_a_small_phone_and_it_can_be_dark() throws Exception {
    platform.post(
        "/api/event-types",
        """
        {"name":"%s","owner":"flight-operations","description":"A flight left the gate",
         "schema":{"type":"object","required":["departed_at"],"properties":{
           "departed_at":{"type":"string","format":"date-time"},
           "crew":{"type":"array","items":{"type":"object","properties":{
             "name":{"type":"string","x-pii":true}}}}}}}"""
            .formatted(name));
    for (Page page : List.of(chromium.phone(), chromium.dark())) {
      Visit visit = new Visit(platform, page);
      String kind = page.viewportSize().width < 500 ? "phone" : "dark";
      visit.open("/login");
      Chromium.keep(page, kind + "-sign-in");
      visit.signIn(Role.ADMIN);
      visit.setConditions(name, "FALSE", "NotOurs", "It exists already. Choose another name");
      for (String path :
          List.of("/", "/event-types/" + name, "/register?write", "/resources", "/audit", "/no")) {
        visit.open(path);
        assertThat(visit.overflow()).as("%s on a %s", path, kind).isLessThanOrEqualTo(0);
        Chromium.keep(page, kind + path.replaceAll("[^a-z]+", "-"));
      }
    }
    chromium.complaints().removeIf(c -> c.contains("404"));
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void the_rest_reference_opens_without_a_token_and_lists_what_can_be_asked() {
    Page page = chromium.page();
    new Visit(platform, page).open("/swagger-ui.html");
    assertThat(page.getByText("/api/event-types/{name}/events").first()).isVisible();
    Chromium.keep(page, "swagger");
  }

  private void register(String eventType) throws Exception {
    TestPlatform.Answer answer =
        platform.post(
            "/api/event-types",
            """
            {"name":"%s","owner":"%s","description":"Found with the keyboard",
             "schema":{"type":"object","properties":{"id":{"type":"string"}}}}"""
                .formatted(eventType, OWNER));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static Page.GetByRoleOptions link(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static Page.GetByRoleOptions button(String name) {
    return link(name);
  }

  private static void tabTo(Page page, Locator target) {
    for (int i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      if ((Boolean) target.evaluate("element => element === document.activeElement")) {
        return;
      }
    }
    throw new AssertionError("The keyboard does not reach " + target);
  }
}
