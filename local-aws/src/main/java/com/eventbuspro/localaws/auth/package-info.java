/** Who signed a request (Signature Version 4) and what they may do (IAM policies). */
@NullMarked
package com.eventbuspro.localaws.auth;

import org.jspecify.annotations.NullMarked;
