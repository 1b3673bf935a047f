/** What the lake's tables look like, and how they are made and changed. */
@NullMarked
package com.eventbuspro.lake.table;

import org.jspecify.annotations.NullMarked;
