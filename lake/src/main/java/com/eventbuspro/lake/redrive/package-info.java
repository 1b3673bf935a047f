/** Quarantine as a workbench: what would pass now, re-driven or discarded, each record once. */
@NullMarked
package com.eventbuspro.lake.redrive;

import org.jspecify.annotations.NullMarked;
