/** How far a shard has been read, and what a shard is called. */
@NullMarked
package com.eventbuspro.model.position;

import org.jspecify.annotations.NullMarked;
