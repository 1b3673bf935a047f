@NullMarked
package com.eventbuspro.sink.ledger;

import org.jspecify.annotations.NullMarked;
