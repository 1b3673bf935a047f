/** An event type's lake table and the quarantine table beside it. */
@NullMarked
package com.eventbuspro.provisioner.table;

import org.jspecify.annotations.NullMarked;
