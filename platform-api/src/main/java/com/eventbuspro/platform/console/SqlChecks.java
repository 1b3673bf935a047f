package com.eventbuspro.platform.console;

import com.eventbuspro.model.InvalidInputException;
import com.eventbuspro.platform.pipeline.Transforms;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.security.Caller;
import org.springframework.stereotype.Component;

/**
 * Asks what the SQL of a form means. The transform-runner may be away: then the form says so, and
 * works all the same.
 */
@Component
class SqlChecks {
  private final Transforms transforms;

  SqlChecks(Transforms transforms) {
    this.transforms = transforms;
  }

  CheckedSql of(PipelineForm form, Caller caller) {
    if (form.sql().isBlank()) {
      return CheckedSql.BLANK;
    }
    try {
      return CheckedSql.of(transforms.validate(form.toCheck(), caller), form.destination());
    } catch (InvalidInputException e) {
      return CheckedSql.wrong(e.violations());
    } catch (ApiException e) {
      if (e.code() == ProblemCode.TRANSFORM_RUNNER_UNAVAILABLE) {
        return CheckedSql.away(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }
}
