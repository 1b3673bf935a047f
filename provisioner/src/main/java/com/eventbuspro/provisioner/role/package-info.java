/** The role that may publish to one event type's stream, and nothing else. */
@NullMarked
package com.eventbuspro.provisioner.role;

import org.jspecify.annotations.NullMarked;
