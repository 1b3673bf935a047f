/** An event on the wire: CloudEvents or bare JSON, decoded and checked against its schema. */
@NullMarked
package com.eventbuspro.model.event;

import org.jspecify.annotations.NullMarked;
