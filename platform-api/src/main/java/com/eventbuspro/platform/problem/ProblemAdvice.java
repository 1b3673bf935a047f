package com.eventbuspro.platform.problem;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.Texts;
import com.eventbuspro.model.Violation;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Turns what goes wrong under {@code /api} into a problem. One place, one shape. It also sees what
 * no controller was found for, so it tells the API by its path; pages mind themselves.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class ProblemAdvice extends ResponseEntityExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<Object> refused(ApiException e, WebRequest request) {
    if (isCommitted(request)) {
      throw e;
    }
    HttpHeaders headers = new HttpHeaders();
    e.retryAfter().ifPresent(d -> headers.set("Retry-After", Long.toString(d.toSeconds())));
    return answer(e.code(), String.valueOf(e.getMessage()), e.violations(), headers, request);
  }

  @ExceptionHandler
  ResponseEntity<Object> invalid(InvalidInputException e, WebRequest request) {
    return answer(
        ProblemCode.INVALID_INPUT,
        e.violations().size() == 1
            ? e.violations().get(0).message()
            : e.violations().size() + " things are wrong with the input: see violations",
        e.violations(),
        new HttpHeaders(),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> badParameter(MethodArgumentTypeMismatchException e, WebRequest request) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ApiException said) {
        return refused(said, request);
      }
    }
    Class<?> wanted = e.getRequiredType();
    return refused(
        ApiException.parameter(
            e.getName(),
            "'"
                + Texts.abbreviate(String.valueOf(e.getValue()))
                + "' is not a valid "
                + e.getName()
                + (wanted == null ? "" : " (" + wanted.getSimpleName() + ")")),
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> badEncoding(InvalidParameterException e, WebRequest request) {
    return refused(
        ApiException.parameter("query", "The query cannot be decoded, or is too long"), request);
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    CannotCreateTransactionException.class,
    QueryTimeoutException.class
  })
  ResponseEntity<Object> databaseAway(RuntimeException e, WebRequest request) {
    LOG.warn("The database did not answer; the caller is asked to try again", e);
    HttpHeaders headers = new HttpHeaders();
    headers.set("Retry-After", "2");
    return answer(
        ProblemCode.UNAVAILABLE,
        "The database is not available. Try again in a moment",
        List.of(),
        headers,
        request);
  }

  @ExceptionHandler
  ResponseEntity<Object> surprise(Exception e, WebRequest request) throws Exception {
    // Pages mind themselves. And an answer that has begun must not end well: let the container
    // cut the connection.
    if (!path(request).startsWith("/api") || isCommitted(request)) {
      throw e;
    }
    LOG.error("A request failed for a reason nobody foresaw", e);
    return answer(
        ProblemCode.INTERNAL,
        "Nothing you can do about it. Report it with the trace id",
        List.of(),
        new HttpHeaders(),
        request);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return refused(UnreadableBody.explain(e), request);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    String sent = e.getContentType() == null ? "no content type" : e.getContentType().toString();
    String message = "Sent was " + Texts.abbreviate(sent) + ". Taken here: " + taken(e);
    return answer(
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        message,
        List.of(Violation.of("", "UNSUPPORTED_MEDIA_TYPE", message, "Set the Content-Type header")),
        headers,
        request);
  }

  private static String taken(HttpMediaTypeNotSupportedException e) {
    return e.getSupportedMediaTypes().isEmpty()
        ? MediaType.APPLICATION_JSON_VALUE
        : MediaType.toString(e.getSupportedMediaTypes());
  }

  @Override
  protected ResponseEntity<Object> handleHttpRequestMethodNotSupported(
      HttpRequestMethodNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(
        ProblemCode.METHOD_NOT_ALLOWED,
        Texts.abbreviate(e.getMethod())
            + " is not possible here. Possible: "
            + String.join(", ", headers.getAllow().stream().map(Object::toString).toList()),
        List.of(),
        headers,
        request);
  }

  @Override
  protected ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return refused(
        ApiException.parameter(
            e.getParameterName(), "The parameter " + e.getParameterName() + " is missing"),
        request);
  }

  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    ProblemCode code = ProblemCode.ofStatus(status.value());
    if (status.is5xxServerError()) {
      LOG.error("A request failed inside the framework", e);
    }
    return answer(code, code.title(), List.of(), headers, request);
  }

  private static ResponseEntity<Object> answer(
      ProblemCode code,
      String detail,
      List<Violation> violations,
      HttpHeaders given,
      WebRequest request) {
    HttpHeaders headers = new HttpHeaders(); // What the framework gives may be read-only.
    headers.putAll(given);
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setCacheControl("no-store");
    return ResponseEntity.status(code.status())
        .headers(headers)
        .body(Problem.of(code, detail, path(request), violations));
  }

  private static boolean isCommitted(WebRequest request) {
    HttpServletResponse response = ((ServletWebRequest) request).getResponse();
    return response != null && response.isCommitted();
  }

  private static String path(WebRequest request) {
    return ((ServletWebRequest) request).getRequest().getRequestURI();
  }
}
