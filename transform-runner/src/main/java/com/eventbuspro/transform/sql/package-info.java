/** Users' SQL: what is accepted, what it means, and what is wrong with what is not. */
@NullMarked
package com.eventbuspro.transform.sql;

import org.jspecify.annotations.NullMarked;
