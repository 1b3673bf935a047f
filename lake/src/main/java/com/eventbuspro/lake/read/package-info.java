/** Reading the lake's tables: newest rows, whole tables, and figures about them. */
@NullMarked
package com.eventbuspro.lake.read;

import org.jspecify.annotations.NullMarked;
