package com.eventbuspro.platform.quarantine;

import com.eventbuspro.lake.read.RejectedFilter;
import com.eventbuspro.lake.read.RejectedPage;
import com.eventbuspro.lake.read.RowKey;
import com.eventbuspro.model.EventTypeName;
import com.eventbuspro.platform.eventtype.Contracts;
import com.eventbuspro.platform.eventtype.PersonalData;
import com.eventbuspro.platform.rows.LakeRows;
import com.eventbuspro.platform.security.Caller;
import com.eventbuspro.platform.web.Cursor;
import com.eventbuspro.platform.web.PageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Shows what is in quarantine. While the tables are not made there is nothing. */
@Service
public class QuarantineReads {
  private static final int SAMPLES = 3;

  private final LakeRows lake;
  private final Contracts contracts;

  QuarantineReads(LakeRows lake, Contracts contracts) {
    this.lake = lake;
    this.contracts = contracts;
  }

  /**
   * How many of the meant records there are of each cause, and a page of them, newest first, as the
   * caller may see them.
   *
   * @throws com.eventbuspro.platform.problem.ApiException EVENT_TYPE_NOT_FOUND, INVALID_CURSOR,
   *     UNAVAILABLE
   */
  public Quarantined read(
      EventTypeName name, RejectedFilter filter, PageRequest request, Caller caller) {
    PersonalData hidden = contracts.current(name).hiddenFrom(caller).orElse(null);
    Cursor cursor = Cursor.of("quarantine", name + " " + filter);
    @Nullable RowKey before =
        request.cursor() == null ? null : cursor.decode(request.cursor(), RowKey::decode);
    return lake.read(
            name,
            reader -> {
              RejectedPage page = reader.newestRejected(name, filter, request.limit(), before);
              return new Quarantined(
                  reader.rejectedByCause(name, filter, SAMPLES).stream()
                      .map(cause -> QuarantinedCause.of(cause, hidden))
                      .toList(),
                  page.records().stream().map(r -> QuarantinedRecord.of(r, hidden)).toList(),
                  page.next() == null ? null : cursor.encode(page.next().encode()));
            })
        .orElse(new Quarantined(List.of(), List.of(), null));
  }
}
