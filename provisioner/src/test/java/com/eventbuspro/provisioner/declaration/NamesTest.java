package com.eventbuspro.provisioner.declaration;

import static org.assertj.core.api.Assertions.assertThat;

import com.eventbuspro.model.Environment;
import com.eventbuspro.model.EventTypeName;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final Names NAMES = new Names(new Environment("prod"));
  private static final Names LONGEST = new Names(new Environment("e123456789012345"));

  @Test
  void aShortNameIsKeptWhole() {
    assertThat(NAMES.producerRole(EventTypeName.parse("payments.card_settled")))
        .isEqualTo("ebp-prod-producer-payments.card_settled");
  }

  @Test
  void aLongNameIsCutToWhatIamAllowsAndStaysUnique() {
    String part = "a".repeat(62);
    String one = LONGEST.producerRole(EventTypeName.parse(part + "x." + part + "y"));
    String other = LONGEST.producerRole(EventTypeName.parse(part + "x." + part + "z"));
    assertThat(one).hasSize(64).matches("[a-z0-9._-]+").isNotEqualTo(other);
    assertThat(other).hasSize(64);
  }

  @Test
  void theLongestNameThatFitsIsNotCut() {
    String name = "a".repeat(20) + "." + "b".repeat(13);
    assertThat(LONGEST.producerRole(EventTypeName.parse(name))).hasSize(64).endsWith(name);
  }
}
