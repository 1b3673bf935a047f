package com.eventbuspro.platform.console;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.model.schema.EventSchema;
import com.eventbuspro.model.schema.SchemaInference;
import com.eventbuspro.platform.eventtype.EventType;
import com.eventbuspro.platform.eventtype.EventTypeChanges;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.security.ChangeRequest;
import com.eventbuspro.platform.security.ChangeRequest.Mode;
import com.eventbuspro.platform.web.Made;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** Registering an event type: from samples to a schema to a contract. One form, nothing kept. */
@Controller
class RegisterPages {
  private static final String PAGE = "register";
  private static final String SKELETON =
      """
      {
        "type": "object",
        "properties": {
          "happened_at": { "type": "string", "format": "date-time", "description": "When it happened" },
          "amount": { "type": "integer", "description": "What of, and in which unit" }
        },
        "required": ["happened_at"]
      }
      """;

  private final EventTypeChanges changes;

  RegisterPages(EventTypeChanges changes) {
    this.changes = changes;
  }

  /** What a button of the form asks for. */
  enum Step {
    /** Read a schema from the samples. */
    INFER,
    /** Show what the schema comes to. */
    PREVIEW,
    /** Check everything and keep nothing. */
    CHECK,
    /** Register. */
    REGISTER
  }

  @GetMapping("/register")
  String form(
      @AuthenticationPrincipal Caller caller,
      @RequestParam(required = false) @Nullable String write,
      Model model) {
    requireEngineer(caller);
    RegisterForm form = RegisterForm.empty(caller.team());
    return page(model, write == null ? form : form.withSchema(SKELETON, ""), FieldProblems.NONE);
  }

  @PostMapping("/register")
  Object act(
      @AuthenticationPrincipal Caller caller,
      RegisterForm form,
      @RequestParam(defaultValue = "register") String step,
      @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
      HttpServletResponse response,
      Model model) {
    requireEngineer(caller);
    return switch (Forms.step(Step.values(), step)) {
      case INFER -> infer(form, response, model);
      case PREVIEW -> page(model, form, FieldProblems.NONE);
      case CHECK ->
          submit(form, new ChangeRequest(caller, "", Mode.DRY_RUN), htmx, response, model);
      case REGISTER ->
          submit(form, new ChangeRequest(caller, "", Mode.APPLY), htmx, response, model);
    };
  }

  private String infer(RegisterForm form, HttpServletResponse response, Model model) {
    try {
      List<String> samples = SampleText.split(form.samples());
      String schema = SchemaInference.infer(samples);
      SchemaPreview preview = SchemaPreview.of(EventSchema.parse(1, schema));
      model.addAttribute("inferred", samples.size());
      return page(model, form.withSchema(schema, preview.likelyTime()), FieldProblems.NONE);
    } catch (InvalidInputException e) {
      response.setStatus(ProblemCode.INVALID_INPUT.status());
      return page(
          model,
          form,
          FieldProblems.ofField("No schema can be read from this", "samples", e.violations()));
    }
  }

  private Object submit(
      RegisterForm form,
      ChangeRequest change,
      @Nullable String htmx,
      HttpServletResponse response,
      Model model) {
    return Forms.answered(
        response,
        () -> registered(form, change, htmx, response, model),
        (summary, violations) -> page(model, form, FieldProblems.of(summary, violations)));
  }

  private String registered(
      RegisterForm form,
      ChangeRequest change,
      @Nullable String htmx,
      HttpServletResponse response,
      Model model) {
    Made<EventType> done = changes.register(form.toRegistration(), change);
    if (change.mode() == Mode.DRY_RUN) {
      model.addAttribute("checked", done);
      return page(model, form, FieldProblems.NONE);
    }
    String target = "/event-types/" + done.resource().name();
    if (htmx == null) {
      return "redirect:" + target;
    }
    response.setHeader("HX-Redirect", target);
    return page(model, form, FieldProblems.NONE);
  }

  private static String page(Model model, RegisterForm form, FieldProblems problems) {
    SchemaPreview preview = SchemaPreview.NONE;
    if (!form.schema().isBlank()) {
      try {
        preview = SchemaPreview.of(EventSchema.parse(1, form.schema()));
      } catch (InvalidInputException e) {
        model.addAttribute(
            "schemaProblems", FieldProblems.ofField("", "schema", e.violations()).all());
      }
    }
    model.addAttribute("form", form);
    model.addAttribute("problems", problems);
    model.addAttribute("preview", preview);
    return PAGE;
  }

  private static void requireEngineer(Caller caller) {
    if (!caller.role().mayChange()) {
      throw caller.refused("Event types are registered by engineers and admins");
    }
  }
}
