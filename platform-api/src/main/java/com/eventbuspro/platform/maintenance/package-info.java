/** What is done to keep the lake tables of event types small and quick. */
@NullMarked
package com.eventbuspro.platform.maintenance;

import org.jspecify.annotations.NullMarked;
