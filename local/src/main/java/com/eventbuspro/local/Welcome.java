package com.eventbuspro.local;

/** What a person reads when everything runs: where it is, and what to try next. */
final class Welcome {
  private Welcome() {}

  static void say(Progress progress, LocalOptions options) {
    String url = "http://localhost:" + options.port();
    String tokens = options.dataDirectory().resolve("tokens").toString();
    progress.plain(
        """

        Event Bus Pro is ready at %1$s

        Tokens are in %2$s (engineer, scientist, auditor, admin). Next, in another terminal:

          export TOKEN="$(cat %2$s/engineer)"
          curl -sS -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' %1$s/api/event-types \\
            -d '{"name":"shop.order_placed","owner":"shop","description":"A customer placed an order","schema":{"type":"object","properties":{"order_id":{"type":"string"},"amount":{"type":"number"}},"required":["order_id"]}}'
          curl -sS -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' %1$s/api/event-types/shop.order_placed/events \\
            -d '{"order_id":"A-1","amount":12.5}'

        Some ten seconds later the event is in the lake:

          curl -sS -H "Authorization: Bearer $TOKEN" %1$s/api/event-types/shop.order_placed/events

        Ctrl-C stops everything; data stays in %3$s."""
            .formatted(url, tokens, options.dataDirectory()));
  }
}
