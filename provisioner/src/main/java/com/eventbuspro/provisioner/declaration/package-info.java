/** What is declared in event types, and the resources that follow from it. */
@NullMarked
package com.eventbuspro.provisioner.declaration;

import org.jspecify.annotations.NullMarked;
