package com.eventbuspro.platform.problem;

import com.eventbuspro.model.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems from where no controller is: filters and the security chain. */
@Component
public class ProblemWriter {
  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Answers with a problem, unless an answer is already on its way. */
  public void write(
      HttpServletRequest request, HttpServletResponse response, ProblemCode code, String detail)
      throws IOException {
    write(request, response, code, detail, List.of());
  }

  void write(
      HttpServletRequest request,
      HttpServletResponse response,
      ProblemCode code,
      String detail,
      List<Violation> violations)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    Problem problem = Problem.of(code, detail, request.getRequestURI(), violations);
    response.setStatus(problem.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(bytes(problem));
  }

  byte[] bytes(Problem problem) {
    return json.writeValueAsBytes(problem);
  }
}
