/**
 * One command that starts it all on one machine: PostgreSQL, the local AWS, platform-api and
 * provisioner in this JVM, the lake sink in a second one (so that neither can take the other down).
 */
@NullMarked
package com.eventbuspro.local;

import org.jspecify.annotations.NullMarked;
