/**
 * What a transform's SQL means for its author and for where its result goes: validation, derived
 * event schemas, and what a change of an event type's schema would do to pipelines.
 */
@NullMarked
package com.eventbuspro.transform.analysis;

import org.jspecify.annotations.NullMarked;
