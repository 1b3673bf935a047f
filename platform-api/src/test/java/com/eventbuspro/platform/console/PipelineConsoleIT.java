package com.eventbuspro.platform.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.security.Role;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pipelines in a real browser: made, watched, changed and ended. */
class PipelineConsoleIT {
  private static final String FIGURES =
      """
      {"version": 1, "lag_millis": 400, "rows_in_per_second": 1234.5, "rows_out_per_second": 12.0,
       "rows_in": 20000, "rows_out": 400, "state_bytes": 1500000, "restarts": 0, "quarantined": 0}
      """;

  /** The stop watch of a preview that runs for a second at least. */
  private static final Pattern RUNNING = Pattern.compile("[1-9]");

  private static Chromium chromium;

  private final TestPlatform platform = TestPlatform.get();
  private final Runner runner = new Runner(platform);
  private final String flights = TestPlatform.newName();
  private final String pipeline = flights.replaceAll("[._]", "-");
  private final String wrong = "SELECT orgin FROM " + flights;
  private final String right = "SELECT origin FROM " + flights;

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

  @BeforeEach
  void registerFlights() throws Exception {
    TestPlatform.Answer made =
        platform.post(
            "/api/event-types",
            """
            {"name":"%s","owner":"flight-operations","description":"A flight left the gate",
             "schema":{"type":"object","properties":{
               "departed_at":{"type":"string","format":"date-time"},
               "origin":{"type":"string"}, "date":{"type":"string","format":"date"},
               "delay_minutes":{"type":"integer"}}}}\
            """
                .formatted(flights));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    platform.takeLease();
    chromium.complaints().clear();
    platform.runner().says(wrong, faulty("There is no column 'orgin'", 8, 12, "origin"));
    platform.runner().says(right, good(flights, "origin"));
    platform.runner().says(right + " WHERE origin <> 'DTW'", good(flights, "origin"));
  }

  @Test
  void the_whole_story_with_the_keyboard_alone() throws Exception {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(platform.token(Role.SCIENTIST, "flight-operations"));
    tabTo(page, page.getByRole(AriaRole.LINK, named("Pipelines")));
    page.keyboard().press("Enter");
    tabTo(page, page.getByRole(AriaRole.LINK, named("New pipeline")));
    page.keyboard().press("Enter");

    Locator editor = page.locator(".CodeMirror-code");
    Locator input = page.locator(".CodeMirror textarea");
    tabTo(page, input);
    page.keyboard().insertText(wrong);
    assertThat(page.locator(".fault-mark")).hasText("orgin");
    assertThat(page.locator(".fault-sign")).isVisible();
    assertThat(input).hasAttribute("aria-invalid", "true");
    assertThat(page.locator("#checked")).containsText("Line 1, column 8");
    assertThat(page.locator("#said")).containsText("There is no column 'orgin'");
    page.keyboard().press("Control+Enter");
    assertThat(page.locator("#preview-result")).containsText("Line 1, column 8");
    assertThat(page.locator(".trouble")).hasCount(0);
    page.keyboard().press("Alt+F8");
    assertThat(page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getSelection()"))
        .isEqualTo("orgin");
    tabTo(page, page.getByRole(AriaRole.BUTTON, named("origin")));
    page.keyboard().press("Enter");
    assertThat(input).isFocused();
    assertThat(editor).containsText(right);
    assertThat(page.locator("#checked")).containsText("The SQL is right: 1 column");
    assertThat(page.locator(".fault-mark")).hasCount(0);
    assertThat(page.locator("#checked")).containsText("Rows are only added");
    assertThat(page.locator("#checked tbody")).containsText("origin of " + flights);

    page.keyboard().press("Control+Enter");
    assertThat(page.locator("#preview-result")).containsText("2 rows from 3 events");
    assertThat(page.locator("#preview-result")).containsText("personal data: who");

    tabTo(page, page.locator("#eventType"));
    page.keyboard().insertText(flights + "_origins");
    assertThat(page.locator("#name")).hasValue(pipeline.replace("test-", "") + "-origins");
    tabTo(page, page.locator("#name"));
    page.keyboard().press("Control+A");
    page.keyboard().insertText(pipeline);
    tabTo(page, page.locator("#purpose"));
    page.keyboard().insertText("Made without a mouse");
    assertThat(page.locator("#owner")).hasValue("flight-operations");
    tabTo(page, page.getByRole(AriaRole.BUTTON, named("Create pipeline")));
    page.keyboard().press("Enter");

    page.waitForURL("**/pipelines/" + pipeline);
    assertThat(page.locator("[data-attention]")).isFocused();
    assertThat(page.locator("#status")).containsText("Waiting");
    assertThat(page.locator("#way")).containsText(flights + "_origins");
    runner.submit(pipeline, 1, "CURRENT");
    runner.observe(pipeline, "LIVE", "It keeps up", FIGURES);
    assertThat(page.locator("#status .state").first()).hasText("Live");
    assertThat(page.locator("#status")).containsText("1,235 / s");
    assertThat(page.locator("svg[data-trend=in] polyline"))
        .hasAttribute("points", Pattern.compile("300.0,.*"));
    assertThat(page.locator("#runs tbody tr")).hasCount(1);
    tabTo(page, page.locator("#to-quarantine"));
    runner.observe(pipeline, "LIVE", "It keeps up", FIGURES.replace("1234.5", "4321.0"));
    assertThat(page.locator("#status")).containsText("4,321 / s");
    assertThat(page.locator("#to-quarantine")).isFocused();

    tabTo(page, page.getByRole(AriaRole.BUTTON, named("Pause …")));
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
    page.keyboard().press("Escape");
    assertThat(page.getByRole(AriaRole.DIALOG)).hasCount(0);
    assertThat(page.getByRole(AriaRole.BUTTON, named("Pause …"))).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.locator("#pause-dialog button[type=submit]")).isFocused();
    page.keyboard().press("Enter");
    assertThat(page.getByText("It is being paused")).isVisible();
    runner.observe(pipeline, "PAUSED", "Resume it when you like", FIGURES);
    assertThat(page.locator("#status .state").first()).hasText("Paused");
    tabTo(page, page.getByRole(AriaRole.BUTTON, named("Resume")));
    page.keyboard().press("Enter");
    assertThat(page.getByText("It is being resumed")).isVisible();

    tabTo(page, page.getByRole(AriaRole.LINK, named("Change")));
    page.keyboard().press("Enter");
    page.waitForURL("**/edit");
    assertThat(editor).containsText(right);
    tabTo(page, input);
    page.keyboard().press("Control+End");
    page.keyboard().insertText(" WHERE origin <> 'DTW'");
    assertThat(page.locator("#checked")).containsText("The SQL is right");
    tabTo(page, page.locator("#reason"));
    page.keyboard().insertText("Detroit is counted elsewhere");
    tabTo(page, page.getByRole(AriaRole.BUTTON, named("Make this version 2")));
    page.keyboard().press("Enter");
    page.waitForURL("**/pipelines/" + pipeline);
    assertThat(page.locator("#versions")).containsText("Detroit is counted elsewhere");
    assertThat(page.locator("#versions .added").first()).containsText("WHERE origin <> 'DTW'");

    tabTo(page, page.getByRole(AriaRole.BUTTON, named("Roll back to version 1")));
    page.keyboard().press("Enter");
    assertThat(page.locator("#roll-back-reason")).isFocused();
    page.keyboard().insertText("No, it is not");
    page.keyboard().press("Enter");
    assertThat(page.locator("#versions li").first()).containsText("No, it is not");
    assertThat(page.locator("#sql-text")).hasText(right);

    tabTo(page, page.getByRole(AriaRole.BUTTON, named("Delete …")));
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.BUTTON, named("Keep it"))).isFocused();
    page.keyboard().press("Shift+Tab");
    page.keyboard().press("Enter");
    page.waitForURL("**/pipelines");
    assertThat(page.locator("[data-attention]")).containsText(pipeline + " is being deleted");
    // There may be more than fit on a page.
    tabTo(page, page.locator("#text"));
    page.keyboard().insertText(pipeline);
    Locator found = page.locator("#found #open-" + pipeline);
    assertThat(found).isVisible();
    runner.forget(pipeline);
    assertThat(found).hasCount(0);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void names_are_completed_and_put_in_at_the_cursor() {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ENGINEER);
    visit.open("/pipelines/new");
    Locator editor = page.locator(".CodeMirror-code");
    page.locator("#sources-text").pressSequentially(flights);
    assertThat(page.locator(".sources > li")).hasCount(1);
    page.locator("#sql-label").click();
    assertThat(page.locator(".CodeMirror textarea")).isFocused();
    page.keyboard().insertText("SELECT  FROM ");
    page.locator(".sources button").click();
    assertThat(editor).containsText("SELECT  FROM " + flights);
    page.locator(".sources summary").click();
    page.keyboard().press("Control+Home");
    assertThat(page.locator(".source-column-list")).containsText("_processed_at");
    page.locator("#sql-label").click();
    page.keyboard().press("Control+Home");
    for (int i = 0; i < "SELECT ".length(); i++) {
      page.keyboard().press("ArrowRight");
    }
    page.locator(".source-column-list button").getByText("date", exactly()).click();
    assertThat(editor).containsText("SELECT `date` FROM " + flights);
    page.keyboard().type(", dela");
    assertThat(page.locator(".CodeMirror-hints")).containsText("delay_minutes");
    page.keyboard().press("Enter");
    assertThat(editor).containsText("SELECT `date`, delay_minutes FROM " + flights);
    page.keyboard().type(", CUR");
    page.keyboard().press("Control+Space");
    assertThat(page.locator(".CodeMirror-hints")).containsText("CURRENT_WATERMARK");
    page.keyboard().press("Escape");
    assertThat(page.locator(".CodeMirror-hints")).hasCount(0);
    assertThat(complaints()).isEmpty();
  }

  @Test
  void a_preview_can_be_cancelled_and_ends_with_the_page() throws Exception {
    String slow = right + " /* slow " + pipeline + " */";
    platform.runner().says(slow, good(flights, "origin"));
    platform.runner().slowly(slow);
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ENGINEER);
    visit.open("/pipelines/new");
    page.locator("#sql-label").click();
    page.keyboard().insertText(slow);
    page.getByRole(AriaRole.BUTTON, named("Preview")).click();
    assertThat(page.locator("#preview-elapsed")).containsText(RUNNING);
    page.getByRole(AriaRole.BUTTON, named("Cancel")).click();
    assertThat(page.locator("#preview-progress")).isHidden();
    assertThat(platform.runner().cancelled(slow).await(30, TimeUnit.SECONDS)).isTrue();

    platform.runner().slowly(slow);
    page.getByRole(AriaRole.BUTTON, named("Preview")).click();
    assertThat(page.locator("#preview-elapsed")).containsText(RUNNING);
    visit.open("/pipelines");
    assertThat(platform.runner().cancelled(slow).await(30, TimeUnit.SECONDS)).isTrue();

    visit.open("/pipelines/new");
    assertThat(page.locator(".CodeMirror-code")).containsText(slow);
  }

  @Test
  void what_is_wrong_stands_next_to_its_field_and_nothing_typed_is_lost() {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ENGINEER);
    visit.open("/pipelines/new?from=" + flights);
    Locator editor = page.locator(".CodeMirror-code");
    assertThat(editor).containsText("`date`");
    page.locator("#to-webhook").check();
    page.locator("#url").fill("not a url");
    page.locator("#name").fill("Not a name");
    page.locator("#state_hours").fill("a week");
    page.getByRole(AriaRole.BUTTON, named("Check only")).click();
    assertThat(page.locator("#state_hours-problems")).containsText("Not a whole number");
    assertThat(page.locator("#state_hours")).hasValue("a week");
    page.locator("#state_hours").fill("168");
    page.getByRole(AriaRole.BUTTON, named("Create pipeline")).click();
    assertThat(page.locator("#name-problems")).containsText("Not a pipeline name");
    assertThat(page.locator("#url-problems")).containsText("Not a URL");
    assertThat(page.locator("#owner-problems")).containsText("needs an owner");
    assertThat(page.locator("#url")).hasValue("not a url");
    assertThat(editor).containsText("`date`");
    assertThat(page.locator("[data-attention]")).isFocused();
    Chromium.keep(page, "pipeline-problems");

    page.locator("#url").fill("https://hooks.example.com/" + pipeline);
    page.locator("#name").fill(pipeline);
    page.locator("#owner").fill("flight-operations");
    page.locator("#purpose").fill("<script>document.title='stolen'</script>");
    page.getByRole(AriaRole.BUTTON, named("Create pipeline")).click();
    page.waitForURL("**/pipelines/" + pipeline);
    assertThat(page.getByText("Keep this secret")).isVisible();
    assertThat(page.locator("h1 + p")).containsText("<script>");
    page.reload();
    assertThat(page.getByText("Keep this secret")).hasCount(0);
    assertThat(page).hasTitle(pipeline + " · Event Bus Pro");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void it_works_without_scripts() {
    Page page = chromium.withoutScripts();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ENGINEER);
    visit.open("/pipelines/new");
    page.locator("#sql").fill(wrong);
    page.getByRole(AriaRole.BUTTON, named("Check the SQL")).click();
    assertThat(page.locator("#checked")).containsText("Did you mean origin?", asSeen());
    page.locator("#sql").fill(right);
    page.getByRole(AriaRole.BUTTON, named("Preview")).click();
    assertThat(page.locator("#preview-result")).containsText("2 rows");
    page.locator("#to-table").check();
    page.locator("#table").fill(flights + "_origins");
    page.locator("#name").fill(pipeline);
    page.locator("#owner").fill("flight-operations");
    page.locator("#purpose").fill("Made without scripts");
    page.getByRole(AriaRole.BUTTON, named("Create pipeline")).click();
    page.waitForURL("**/pipelines/" + pipeline);
    page.getByRole(AriaRole.BUTTON, named("Pause")).click();
    assertThat(page.getByText("It is being paused")).isVisible();
    visit.open("/pipelines?text=" + pipeline);
    assertThat(page.locator("#found #open-" + pipeline)).isVisible();
  }

  @Test
  void an_event_type_says_who_writes_and_who_reads_it() {
    TestPlatform.Answer made =
        platform.post(
            "/api/pipelines",
            """
            {"name":"%s","owner":"flight-operations","purpose":"Origins","sql":"%s","start":"now",
             "destination":{"type":"event_type","name":"%s_origins"}}\
            """
                .formatted(pipeline, right, flights));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.SCIENTIST);
    visit.open("/event-types/" + flights);
    page.getByText("Read by").getByRole(AriaRole.LINK).click();
    page.locator("#way").getByText(flights + "_origins").click();
    assertThat(page.getByText("nobody else")).containsText(pipeline);
    assertThat(page.locator("#publish")).hasCount(0);
    page.getByRole(AriaRole.LINK, named("New pipeline from this event type")).click();
    assertThat(page.locator(".CodeMirror-code")).containsText("FROM " + flights + "_origins");
  }

  @Test
  void a_candidate_is_compared_and_takes_over() throws Exception {
    String name = flights + "_table";
    TestPlatform.Answer made =
        platform.post(
            "/api/pipelines",
            """
            {"name":"%s","owner":"flight-operations","purpose":"Origins","sql":"%s","start":"now",
             "destination":{"type":"lake_table","name":"%s"}}\
            """
                .formatted(pipeline, right, name));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    runner.submit(pipeline, 1, "CURRENT");
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.ENGINEER);
    visit.open("/pipelines/" + pipeline);
    assertThat(page.locator("#rows")).containsText("No row yet");

    visit.open("/pipelines/" + pipeline + "/edit");
    page.locator("#sql-label").click();
    page.keyboard().press("Control+End");
    page.keyboard().insertText(" WHERE origin <> 'DTW'");
    page.getByRole(AriaRole.BUTTON, named("Check only")).click();
    assertThat(page.getByText("All is well.")).isVisible();
    page.getByRole(AriaRole.BUTTON, named("Make this version 2")).click();
    page.waitForURL("**/pipelines/" + pipeline);
    runner.submit(pipeline, 2, "CANDIDATE");
    runner.observe(
        pipeline,
        "LIVE",
        "Version 2 is ready",
        "{\"version\": 1, \"candidate_version\": 2, \"candidate_phase\": \"LIVE\"}");
    runner.compare(pipeline, 2, "{\"origin\": \"DTW\"}");
    page.getByRole(AriaRole.LINK, named("how it differs")).click();
    assertThat(page.locator("#comparison")).containsText("10 rows are the same in both");
    assertThat(page.locator("#comparison .removed")).containsText("DTW");
    Chromium.keep(page, "pipeline-candidate");
    page.getByRole(AriaRole.BUTTON, named("Switch to it …")).click();
    page.getByRole(AriaRole.BUTTON, named("Switch")).click();
    assertThat(page.getByText("Version 2 takes over")).isVisible();
    assertThat(page.locator("#status")).containsText("The switch has been asked for");
    assertThat(complaints()).isEmpty();
  }

  @Test
  void an_auditor_may_look_and_not_touch() {
    Page page = chromium.page();
    Visit visit = new Visit(platform, page);
    visit.signIn(Role.AUDITOR);
    visit.open("/pipelines");
    assertThat(page.locator("h1")).hasText("Pipelines");
    assertThat(page.getByRole(AriaRole.LINK, named("New pipeline"))).hasCount(0);
    visit.open("/pipelines/new");
    assertThat(page.locator("h1")).hasText("Your role does not allow this");
    chromium.complaints().removeIf(c -> c.contains("403"));
  }

  private static String faulty(String message, int from, int to, String meant) {
    return """
    {"valid":false,"faults":[{"code":"UNKNOWN_COLUMN","message":"%s","line":1,"column":%d,
     "end_line":1,"end_column":%d,"suggestion":"Did you mean %s?"}],"columns":[],"reads":{},
     "warnings":[],"destination_faults":[]}\
    """
        .formatted(message, from, to, meant);
  }

  private static String good(String eventType, String column) {
    return """
    {"valid":true,"faults":[],"columns":[{"name":"%2$s","type":"STRING","nullable":true,"pii":false,
     "origins":[{"event_type":"%1$s","column":"%2$s"}]}],"changes":"APPEND",
     "reads":{"%1$s":["%2$s"]},"warnings":[],"destination_faults":[],"time_property":null,
     "event_schema":{"type":"object","properties":{"%2$s":{"type":"string"}}}}\
    """
        .formatted(eventType, column);
  }

  /** Without what the story is about: refusals, and requests that gave way to newer ones. */
  private static List<String> complaints() {
    return chromium.complaints().stream()
        .filter(c -> !c.startsWith("htmx:") && !c.contains("422"))
        .toList();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name).setExact(true);
  }

  private static LocatorAssertions.ContainsTextOptions asSeen() {
    return new LocatorAssertions.ContainsTextOptions().setUseInnerText(true);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
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
