package com.eventbuspro.platform.audit;

import com.eventbuspro.model.Texts;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.problem.ProblemWriter;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;

/** Answers requests that a role does not allow, and keeps those that wanted to change something. */
@Component
class DeniedRequests implements AccessDeniedHandler {
  private final AuditRecords audit;
  private final ProblemWriter problems;

  DeniedRequests(AuditRecords audit, ProblemWriter problems) {
    this.audit = audit;
    this.problems = problems;
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (!request.getMethod().equals("GET")
        && !request.getMethod().equals("HEAD")
        && authentication != null
        && authentication.getPrincipal() instanceof Caller caller) {
      audit.denied(
          new ChangeRequest(caller, "", Mode.APPLY),
          "request." + request.getMethod().toLowerCase(java.util.Locale.ROOT),
          Texts.abbreviate(request.getRequestURI()),
          null);
    }
    problems.write(
        request,
        response,
        ProblemCode.FORBIDDEN,
        "Your role does not allow this. Ask an engineer, or for another token");
  }
}
