/** The program: its settings, and how its parts hang together. */
@NullMarked
package com.eventbuspro.transform.runner;

import org.jspecify.annotations.NullMarked;
