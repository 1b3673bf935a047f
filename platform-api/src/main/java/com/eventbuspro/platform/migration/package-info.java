/** How the database comes to the tables of this version of the platform. */
@NullMarked
package com.eventbuspro.platform.migration;

import org.jspecify.annotations.NullMarked;
