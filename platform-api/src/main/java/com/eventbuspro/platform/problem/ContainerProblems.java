package com.eventbuspro.platform.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What Tomcat refuses before any of our code runs is told as a problem too. */
@Component
class ContainerProblems implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> {
          if (context.getParent() instanceof StandardHost host) {
            host.setErrorReportValveClass(Valve.class.getName());
          }
        });
  }

  /** Made by Tomcat, by name. */
  public static final class Valve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
      int status = response.getStatus();
      if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
        return;
      }
      ProblemCode code = ProblemCode.ofStatus(status);
      // Text of our own only, so that nothing needs escaping.
      String body =
          """
          {"type":"%s","title":"%s","status":%d,"detail":"%s","code":"%s","trace_id":"%s","violations":[]}"""
              .formatted(
                  code.type(),
                  code.title(),
                  status,
                  "The server could not make sense of the request line or its headers",
                  code.name(),
                  Trace.fresh());
      try {
        response.setContentType("application/problem+json");
        response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      } catch (IOException | IllegalStateException e) {
        // The connection is gone or an answer has begun: there is nobody left to tell.
        container.getLogger().debug("No problem could be written", e);
      }
    }
  }
}
