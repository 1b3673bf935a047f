/** An event type's stream. */
@NullMarked
package com.eventbuspro.provisioner.stream;

import org.jspecify.annotations.NullMarked;
