/** What the lake keeps, read back. */
@NullMarked
package com.eventbuspro.platform.rows;

import org.jspecify.annotations.NullMarked;
