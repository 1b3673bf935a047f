package com.eventbuspro.platform.console;

import com.eventbuspro.platform.problem.ProblemCode;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/** The last resort for people with a browser; programs get a problem document instead. */
@Controller
class ErrorPages {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorPages.class);

  @RequestMapping(path = "${spring.web.error.path:/error}", produces = MediaType.TEXT_HTML_VALUE)
  String error(HttpServletRequest request, HttpServletResponse response, Model model) {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
    if (failure instanceof Throwable throwable) {
      LOG.error("A page failed outside of a controller", throwable);
    }
    int code = status instanceof Integer number ? number : ProblemCode.NOT_FOUND.status();
    ErrorView error = ErrorView.of(ProblemCode.ofStatus(code), "");
    response.setStatus(error.status());
    model.addAttribute("error", error);
    return "error";
  }
}
