/** Keeps tables small and quick: compaction, expiry of snapshots, retention, orphaned files. */
@NullMarked
package com.eventbuspro.lake.maintain;

import org.jspecify.annotations.NullMarked;
