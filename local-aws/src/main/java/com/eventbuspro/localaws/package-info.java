/** The AWS that a laptop has: starts and stops the endpoints and holds their settings. */
@NullMarked
package com.eventbuspro.localaws;

import org.jspecify.annotations.NullMarked;
