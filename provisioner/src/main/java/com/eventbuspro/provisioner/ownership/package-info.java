/** The tags by which the platform knows what is its own. */
@NullMarked
package com.eventbuspro.provisioner.ownership;

import org.jspecify.annotations.NullMarked;
