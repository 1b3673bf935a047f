/** Carries what the tables' snapshots count into the ledger in PostgreSQL, once. */
@NullMarked
package com.eventbuspro.sink.ledger;

import org.jspecify.annotations.NullMarked;
