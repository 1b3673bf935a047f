package com.eventbuspro.localaws.auth.policy;

/** What a policy is attached to; it decides which elements a statement must and must not have. */
enum PolicyKind {
  IDENTITY,
  TRUST,
  RESOURCE
}
