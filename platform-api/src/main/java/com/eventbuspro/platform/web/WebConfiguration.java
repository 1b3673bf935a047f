package com.eventbuspro.platform.web;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What controller methods may simply ask for: checked names, and who wants a change and why. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(new NameConverter());
    registry.addConverter(new PipelineNameConverter());
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new ChangeResolver());
  }

  private static final class NameConverter implements Converter<String, EventTypeName> {
    @Override
    public EventTypeName convert(String text) {
      try {
        return EventTypeName.parse(text);
      } catch (InvalidInputException e) {
        throw new ApiException(
            ProblemCode.INVALID_NAME, e.violations().get(0).message(), e.violations());
      }
    }
  }

  private static final class PipelineNameConverter implements Converter<String, PipelineName> {
    @Override
    public PipelineName convert(String text) {
      try {
        return new PipelineName(text);
      } catch (InvalidInputException e) {
        throw new ApiException(
            ProblemCode.INVALID_NAME, e.violations().get(0).message(), e.violations());
      }
    }
  }

  private static final class ChangeResolver implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return parameter.getParameterType() == ChangeRequest.class;
    }

    @Override
    public ChangeRequest resolveArgument(
        MethodParameter parameter,
        @Nullable ModelAndViewContainer container,
        NativeWebRequest request,
        @Nullable WebDataBinderFactory binders) {
      String reason = request.getParameter("reason");
      return new ChangeRequest(
          caller(), reason == null ? "" : reason, mode(request.getParameter("dry_run")));
    }

    private static Mode mode(@Nullable String dryRun) {
      if (dryRun == null || dryRun.equals("false")) {
        return Mode.APPLY;
      }
      if (dryRun.isEmpty() || dryRun.equals("true")) {
        return Mode.DRY_RUN;
      }
      throw ApiException.parameter("dry_run", "dry_run is true or false");
    }
  }

  private static Caller caller() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
      return caller;
    }
    throw new ApiException(ProblemCode.UNAUTHENTICATED, "Send a valid access token");
  }
}
