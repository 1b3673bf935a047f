/** What the programs of the data plane have in common: settings, the database, threads. */
@NullMarked
package com.eventbuspro.dataplane;

import org.jspecify.annotations.NullMarked;
