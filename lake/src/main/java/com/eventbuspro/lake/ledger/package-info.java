/** What a commit to a table says of completeness: how many records of which hour it dealt with. */
@NullMarked
package com.eventbuspro.lake.ledger;

import org.jspecify.annotations.NullMarked;
