package com.eventbuspro.platform.web;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.problem.Problem;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.security.ChangeRequest;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;
import tools.jackson.databind.JsonNode;

/** The description of the API, made from the code. A change to it is made on purpose. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
  private static final String BEARER = "token";

  static {
    SpringDocUtils.getConfig()
        .replaceWithClass(EventTypeName.class, String.class)
        .replaceWithClass(PipelineName.class, String.class)
        .replaceWithSchema(JsonNode.class, new Schema<>().description("Any JSON"))
        .addRequestWrapperToIgnore(Caller.class, ChangeRequest.class);
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Event Bus Pro")
                .version("0.1")
                .description(
                    "Register an event type, publish, and every event is in the lake. Errors are"
                        + " RFC 9457 problems with a code, a trace_id and violations.")
                .license(new License().name("Apache-2.0")))
        .servers(List.of(new Server().url("/")))
        .addSecurityItem(new SecurityRequirement().addList(BEARER))
        .components(
            new Components()
                .addSecuritySchemes(
                    BEARER, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer")));
  }

  /** Properties are named as our JSON mapper names them. The library's own Jackson is 2. */
  @Bean
  ModelResolver snakeCaseModels(ObjectMapperProvider mappers) {
    return new ModelResolver(
        mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
  }

  /** Every operation may answer with a problem. */
  @Bean
  OpenApiCustomizer problems() {
    return api -> {
      ModelConverters.getInstance(true)
          .readAllAsResolvedSchema(new AnnotatedType(Problem.class))
          .referencedSchemas
          .forEach(api.getComponents()::addSchemas);
      ApiResponse problem =
          new ApiResponse()
              .description("A problem")
              .content(
                  new Content()
                      .addMediaType(
                          "application/problem+json",
                          new MediaType()
                              .schema(new Schema<>().$ref("#/components/schemas/Problem"))));
      api.getPaths()
          .values()
          .forEach(
              path ->
                  path.readOperations()
                      .forEach(op -> op.getResponses().addApiResponse("default", problem)));
    };
  }

  /** Stable operation ids, and the parameters that every change takes. */
  @Bean
  OperationCustomizer operations() {
    return (operation, handler) -> {
      String resource =
          handler.getBeanType().getSimpleName().replaceFirst("(?:Controller)?(?:\\$.*)?$", "");
      operation.setOperationId(
          resource.substring(0, 1).toLowerCase(Locale.ROOT)
              + resource.substring(1)
              + "."
              + handler.getMethod().getName());
      operation.setTags(List.of(resource.replaceAll("(?<=[a-z])(?=[A-Z])", " ")));
      if (isChange(handler)) {
        addChangeParameters(operation);
      }
      return operation;
    };
  }

  private static boolean isChange(HandlerMethod handler) {
    return Arrays.asList(handler.getMethod().getParameterTypes()).contains(ChangeRequest.class);
  }

  private static void addChangeParameters(Operation operation) {
    operation.addParametersItem(
        new Parameter()
            .in("query")
            .name("dry_run")
            .description("Check everything, answer, and keep nothing")
            .schema(new Schema<Boolean>().type("boolean")));
    operation.addParametersItem(
        new Parameter()
            .in("query")
            .name("reason")
            .description("Why; kept in the audit record. At most 500 characters")
            .schema(new Schema<String>().type("string")));
  }
}
