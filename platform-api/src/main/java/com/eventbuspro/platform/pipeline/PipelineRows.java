package com.eventbuspro.platform.pipeline;

import com.eventbuspro.lake.LakeCatalog;
import com.eventbuspro.lake.LakeException;
import com.eventbuspro.lake.read.ResultReader;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.model.pipeline.PipelineDestination;
import com.eventbuspro.model.pipeline.PipelineName;
import com.eventbuspro.platform.eventtype.PersonalData;
import com.eventbuspro.platform.problem.ApiException;
import com.eventbuspro.platform.problem.ProblemCode;
import com.eventbuspro.platform.rows.LakeRows;
import com.eventbuspro.platform.security.Caller;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a pipeline has brought forth so far, from the lake table that it or its event type has. */
@Service
public class PipelineRows {
  private static final Logger LOG = LoggerFactory.getLogger(PipelineRows.class);

  // Its own, since rows show their nulls where the rest of the API leaves them out.
  private static final JsonMapper JSON = new JsonMapper();

  private final Pipelines pipelines;
  private final LakeTableColumns columns;
  private final LakeRows eventTypes;
  private final ObjectProvider<LakeCatalog> lake;

  PipelineRows(
      Pipelines pipelines,
      LakeTableColumns columns,
      LakeRows eventTypes,
      ObjectProvider<LakeCatalog> lake) {
    this.pipelines = pipelines;
    this.columns = columns;
    this.eventTypes = eventTypes;
    this.lake = lake;
  }

  /**
   * Hands over rows of a pipeline's result as they are now, in no order; what may hold personal
   * data is masked for every role but ADMIN. None while its table is not made.
   *
   * @param limit the most rows
   * @throws ApiException PIPELINE_NOT_FOUND, NO_TABLE, UNAVAILABLE
   */
  public void export(PipelineName name, int limit, Caller caller, Consumer<JsonNode> rows) {
    Pipeline pipeline = pipelines.get(name);
    PipelineDestination destination = pipeline.destination().parse();
    if (destination instanceof PipelineDestination.EventType derived) {
      eventTypes.export(derived.name(), limit, caller, rows);
    } else if (destination instanceof PipelineDestination.LakeTable table) {
      UnaryOperator<Map<String, @Nullable Object>> shown = shown(table.name(), caller);
      try {
        new ResultReader(lake.getObject())
            .forEach(table.name(), limit, row -> rows.accept(JSON.valueToTree(shown.apply(row))));
      } catch (LakeException e) {
        if (e.code() != LakeException.Code.TABLE_MISSING) {
          LOG.warn("The table {} of the pipeline {} cannot be read", table.name(), name, e);
          throw ApiException.retryLater(
              ProblemCode.UNAVAILABLE,
              "The table of '" + name + "' cannot be read at the moment",
              Duration.ofSeconds(2));
        }
      }
    } else {
      throw new ApiException(
          ProblemCode.NO_TABLE,
          "'" + name + "' sends its result to a webhook and keeps none of it");
    }
  }

  private UnaryOperator<Map<String, @Nullable Object>> shown(EventTypeName table, Caller caller) {
    if (caller.role().maySeePersonalData()) {
      return UnaryOperator.identity();
    }
    Set<String> harmless = columns.harmless(table);
    return row -> {
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      row.forEach(
          (column, value) ->
              shown.put(
                  column, value == null || harmless.contains(column) ? value : PersonalData.MASK));
      return shown;
    };
  }
}
