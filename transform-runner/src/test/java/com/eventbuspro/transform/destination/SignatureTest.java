package com.eventbuspro.transform.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SignatureTest {
  @Test
  void signsAsTheExampleOfStandardWebhooksDoes() {
    Signature signature = new Signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    String signed =
        signature.of(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1614265330,
            "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8));

    assertThat(signed).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void takesAnyTextForASecret() {
    byte[] body = {1};

    assertThat(new Signature("one").of("id", 1, body))
        .startsWith("v1,")
        .isNotEqualTo(new Signature("two").of("id", 1, body));
  }
}
