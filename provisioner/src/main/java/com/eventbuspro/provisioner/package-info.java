/**
 * The service that makes what is declared real: it plans resources from event types, and keeps each
 * as declared for ever.
 */
@NullMarked
package com.eventbuspro.provisioner;

import org.jspecify.annotations.NullMarked;
