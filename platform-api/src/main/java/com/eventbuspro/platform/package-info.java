/** The control plane's front: REST, console and database. */
@NullMarked
package com.eventbuspro.platform;

import org.jspecify.annotations.NullMarked;
