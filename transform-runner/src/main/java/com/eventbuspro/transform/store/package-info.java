/** PostgreSQL, as the runner reads and writes it. */
@NullMarked
package com.eventbuspro.transform.store;

import org.jspecify.annotations.NullMarked;
