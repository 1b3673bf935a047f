/** The lake: Apache Iceberg tables of events, opened by configuration. */
@NullMarked
package com.eventbuspro.lake;

import org.jspecify.annotations.NullMarked;
