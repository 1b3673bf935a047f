/** What a data scientist declares: one SELECT, where it starts and where its result goes. */
@NullMarked
package com.eventbuspro.model.pipeline;

import org.jspecify.annotations.NullMarked;
