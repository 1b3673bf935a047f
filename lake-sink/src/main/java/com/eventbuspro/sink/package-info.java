/** The always-on job that writes every stream into its table. */
@NullMarked
package com.eventbuspro.sink;

import org.jspecify.annotations.NullMarked;
