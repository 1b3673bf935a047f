/** Small files that are either the old or the new version, never half of one. */
@NullMarked
package com.eventbuspro.localaws.disk;

import org.jspecify.annotations.NullMarked;
