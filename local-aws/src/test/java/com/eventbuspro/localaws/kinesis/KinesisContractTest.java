package com.eventbuspro.localaws.kinesis;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;

/**
 * What AWS documents about Kinesis, as far as we rely on it, put to a server through the unmodified
 * AWS SDK. Each server under test is a subclass; where one is known not to keep to the
 * documentation, it names the {@link Deviation} and the case is skipped there, with that name as
 * the reason.
 */
abstract class KinesisContractTest
    implements StreamContract,
        PuttingContract,
        ReadingContract,
        ReshardingContract,
        ListShardsContract,
        SettingsContract {
  private String stream = "";

  @BeforeEach
  void nameStream() {
    stream = "contract-" + UUID.randomUUID();
  }

  @Override
  public String stream() {
    return stream;
  }
}
