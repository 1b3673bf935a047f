package com.eventbuspro.localaws.auth;

import com.eventbuspro.localaws.http.Caller;

/** Finds what binds a caller, as of now. Must be safe for use by many threads, and fast. */
@FunctionalInterface
public interface IdentityPolicies {
  /** What binds the caller; a caller that no longer exists has no policies, so may do nothing. */
  CallerPolicies of(Caller caller);
}
