/** The Query protocol that IAM and STS share: form parameters in, XML out. */
@NullMarked
package com.eventbuspro.localaws.query;

import org.jspecify.annotations.NullMarked;
