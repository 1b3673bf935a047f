/**
 * The web console: pages for people, on the same services as the REST interface. Nothing here reads
 * the database or the lake itself.
 */
@NullMarked
package com.eventbuspro.platform.console;

import org.jspecify.annotations.NullMarked;
