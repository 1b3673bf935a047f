package com.eventbuspro.platform.quarantine;

/**
 * A request that a run holds.
 *
 * @param redrive the request
 * @param attempts failed runs before this one
 * @param token fences it: writes of a run that lost the row do nothing
 */
record RedriveClaim(Redrive redrive, int attempts, String token) {}
