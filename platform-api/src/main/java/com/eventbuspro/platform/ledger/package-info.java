/** The completeness ledger: counts what is published, compares it with what was captured. */
@NullMarked
package com.eventbuspro.platform.ledger;

import org.jspecify.annotations.NullMarked;
