package com.eventbuspro.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.platform.TestPlatform;
import com.eventbuspro.platform.TestPlatform.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API that is checked in is the one that is served. */
class OpenApiIT {
  private static final Path CHECKED_IN = Path.of("..", "docs", "openapi.json");
  private static final String WRITE = "ebp.openapi.write";

  private final TestPlatform platform = TestPlatform.get();

  @Test
  void a_change_of_the_api_is_made_on_purpose() throws IOException {
    JsonNode served = platform.get("/api/openapi.json").json();
    if (Boolean.getBoolean(WRITE)) {
      JsonMapper pretty = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
      Files.writeString(CHECKED_IN, pretty.writeValueAsString(served) + "\n");
    }

    JsonNode checkedIn = new JsonMapper().readTree(Files.readString(CHECKED_IN));

    assertThat(served)
        .as(
            "The API is not the one described in docs/openapi.json. If you mean the change, write"
                + " the file anew and look at its diff:\n  mvn -pl platform-api -am test"
                + " -Dtest=OpenApiIT -Dsurefire.failIfNoSpecifiedTests=false -D"
                + WRITE
                + "=true\n")
        .isEqualTo(checkedIn);
  }

  @Test
  void the_description_speaks_as_the_api_does() {
    JsonNode api = platform.get("/api/openapi.json").json();

    assertThat(api.at("/paths").propertyNames())
        .contains(
            "/api/event-types",
            "/api/event-types/{name}",
            "/api/event-types/{name}/events",
            "/api/event-types/{name}/schemas",
            "/api/schemas/infer",
            "/api/audit-records",
            "/api/resources");
    assertThat(api.at("/components/schemas/Registration/properties").propertyNames())
        .contains("partition_key", "commit_interval_seconds");
    assertThat(
            api.at("/paths")
                .at("/~1api~1event-types~1{name}~1events/post/responses")
                .propertyNames())
        .contains("200", "207", "422", "503", "default");
  }

  @Test
  void swagger_ui_is_there() {
    Answer page = platform.get("/swagger-ui/index.html");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Security-Policy")).contains("script-src 'self'");
    assertThat(page.text()).doesNotContain("<script>");
  }
}
