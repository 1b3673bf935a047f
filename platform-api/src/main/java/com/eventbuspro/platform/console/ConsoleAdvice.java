package com.eventbuspro.platform.console;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** What every page knows, and what happens when one cannot be shown. */
@ControllerAdvice(basePackageClasses = ConsoleAdvice.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConsoleAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleAdvice.class);

  /** Who looks at the page; nobody on the sign-in page. */
  @ModelAttribute
  void caller(@Nullable Authentication authentication, Model model) {
    if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
      model.addAttribute("caller", caller);
    }
  }

  @ExceptionHandler
  ModelAndView refused(
      ApiException e, HttpServletResponse response, @Nullable Authentication authentication) {
    e.retryAfter().ifPresent(d -> response.setHeader("Retry-After", "" + d.toSeconds()));
    return page(ErrorView.of(e.code(), String.valueOf(e.getMessage())), response, authentication);
  }

  @ExceptionHandler
  ModelAndView invalid(
      InvalidInputException e,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    return page(
        ErrorView.of(ProblemCode.INVALID_INPUT, e.violations().get(0).message()),
        response,
        authentication);
  }

  /** A name in a path that cannot be one: there is nothing of that name. */
  @ExceptionHandler
  ModelAndView notThere(
      MethodArgumentTypeMismatchException e,
      HttpServletResponse response,
      @Nullable Authentication authentication) {
    return page(ErrorView.of(ProblemCode.NOT_FOUND, ""), response, authentication);
  }

  @ExceptionHandler
  ModelAndView surprise(
      Exception e, HttpServletResponse response, @Nullable Authentication authentication) {
    LOG.error("A page failed for a reason nobody foresaw", e);
    return page(ErrorView.of(ProblemCode.INTERNAL, ""), response, authentication);
  }

  private ModelAndView page(
      ErrorView error, HttpServletResponse response, @Nullable Authentication authentication) {
    response.setStatus(error.status());
    ModelAndView page = new ModelAndView("error");
    page.addObject("error", error);
    if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
      page.addObject("caller", caller);
    }
    return page;
  }
}
