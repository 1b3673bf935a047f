package com.eventbuspro.platform.pipeline;

import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.eventtype.Contract;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.eventtype.PersonalData;
import com.eventbuspro.platform.pipeline.OutputColumn.Origin;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether columns of results may hold personal data by what event types say now: {@code x-pii} may
 * have come after the SQL was analysed.
 */
@Component
class PersonalOrigins {
  private final Contracts contracts;

  PersonalOrigins(Contracts contracts) {
    this.contracts = contracts;
  }

  /** The names of columns that may hold personal data, when they were analysed or now. */
  List<String> among(List<OutputColumn> columns) {
    return columns.stream()
        .filter(c -> c.pii() || c.origins().stream().anyMatch(this::isPersonal))
        .map(OutputColumn::name)
        .toList();
  }

  /** Whether the column of an event type is personal data now; not when the event type is gone. */
  boolean isPersonal(Origin origin) {
    return of(origin.eventType()).filter(data -> data.isPersonal(origin.column())).isPresent();
  }

  /** Whether an event type has personal data now; not when there is none of that name. */
  boolean isAnyIn(String eventType) {
    return of(eventType).filter(data -> !data.isNone()).isPresent();
  }

  private Optional<PersonalData> of(String eventType) {
    return EventTypeName.isValid(eventType)
        ? contracts.find(EventTypeName.parse(eventType)).map(Contract::personalData)
        : Optional.empty();
  }
}
