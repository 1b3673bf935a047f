/** S3 on its own port: S3Proxy's object store behind our own authentication and bucket settings. */
@NullMarked
package com.eventbuspro.localaws.s3;

import org.jspecify.annotations.NullMarked;
