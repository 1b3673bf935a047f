/** The commit protocol: rows and positions enter a table in one snapshot, exactly once. */
@NullMarked
package com.eventbuspro.lake.write;

import org.jspecify.annotations.NullMarked;
