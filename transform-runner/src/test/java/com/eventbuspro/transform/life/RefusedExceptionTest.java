package com.eventbuspro.transform.life;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.eventbuspro.lake.LakeException;
import com.eventbuspro.transform.store.Phase;
import java.io.IOException;
import org.apache.flink.table.api.TableException;
import org.apache.flink.table.api.ValidationException;
import org.junit.jupiter.api.Test;

class RefusedExceptionTest {
  @Test
  void whatStaysWrongIsRefusedInWords() {
    assertRefused(
        new IllegalArgumentException("The key of the destination has the column a"),
        "CannotBeBuilt",
        "The key of the destination has the column a. Correct the pipeline");
    assertRefused(
        new LakeException(LakeException.Code.NOT_OURS, "The table is another's. Choose another"),
        "DestinationRefused",
        "The table is another's. Choose another");
    assertRefused(
        new LakeException(LakeException.Code.SCHEMA_INCOMPATIBLE, "It cannot take b"),
        "DestinationRefused",
        "It cannot take b. Give the result the columns");
    assertRefused(new ValidationException("No such column"), "CannotBeBuilt", "No such column");
  }

  @Test
  void whatGoesByItselfIsNotRefused() {
    for (RuntimeException trouble :
        new RuntimeException[] {
          new LakeException(LakeException.Code.UNAVAILABLE, "no answer"),
          new LakeException(LakeException.Code.SCHEMA_BEHIND, "not yet"),
          new LakeException(LakeException.Code.TABLE_MISSING, "not yet"),
          new TableException("Could not load", new IOException("reset")),
          new IllegalStateException("whatever"),
        }) {
      assertThatThrownBy(() -> RefusedException.orRefuse(() -> fail(trouble))).isSameAs(trouble);
    }
  }

  private static void assertRefused(RuntimeException wrong, String reason, String message) {
    assertThatThrownBy(() -> RefusedException.orRefuse(() -> fail(wrong)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.standing().phase()).isEqualTo(Phase.FAILING);
              assertThat(refused.standing().reason()).isEqualTo(reason);
              assertThat(refused.standing().message()).startsWith(message);
            })
        .hasCause(wrong);
  }

  private static Object fail(RuntimeException e) {
    throw e;
  }
}
